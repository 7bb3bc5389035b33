using BenchmarkDotNet.Attributes;
using VwMesh.Links;
using VwMesh.Rendering.WgQuick;
using VwMesh.Storage;

namespace VwMesh.Benchmarks.Parts;

/// <summary>One node's configuration, when everything about the network is known; as slices, as text, and as a file.</summary>
public class RenderBenchmarks : NetworkBenchmark
{
    private WgQuickRenderer _renderer = null!;
    private string _file = "";

    private protected override void Prepare()
    {
        _renderer = new WgQuickRenderer(new Mesh(Network));
        _file = Path.Combine(Directory.CreateDirectory(Path.Combine(Folder, "out")).FullName, _renderer.FileName);
    }

    [Benchmark(Baseline = true)]
    public object Slices() => _renderer.RenderParts(Network.Nodes[Nodes / 2]);

    [Benchmark]
    public string Text() => _renderer.Render(Network.Nodes[Nodes / 2]);

    [Benchmark]
    public WriteOutcome NewFile()
    {
        System.IO.File.Delete(_file);
        return OutputFile.WritePrivate(_file, _renderer.RenderParts(Network.Nodes[Nodes / 2]));
    }

    [Benchmark]
    public WriteOutcome UnchangedFile() => OutputFile.WritePrivate(_file, _renderer.RenderParts(Network.Nodes[Nodes / 2]));
}
