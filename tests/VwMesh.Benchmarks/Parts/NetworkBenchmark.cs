using BenchmarkDotNet.Attributes;
using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.Benchmarks.Parts;

/// <summary>A benchmark over a network of some sizes, in a file.</summary>
public abstract class NetworkBenchmark
{
    [ParamsSource(typeof(PartsConfig), nameof(PartsConfig.Sizes))]
    public int Nodes { get; set; }

    private protected string Folder { get; private set; } = "";

    private protected string File { get; private set; } = "";

    private protected Network Network { get; private set; } = null!;

    [GlobalSetup]
    public void MakeNetwork()
    {
        Folder = Directory.CreateTempSubdirectory("vwmesh-bench-").FullName;
        File = Path.Combine(Folder, SampleNetwork.Name + ".toml");
        Network = NetworkFile.Create(SampleNetwork.Make(Nodes, File));
        Prepare();
    }

    [GlobalCleanup]
    public void RemoveFolder() => Directory.Delete(Folder, recursive: true);

    private protected virtual void Prepare()
    {
    }
}
