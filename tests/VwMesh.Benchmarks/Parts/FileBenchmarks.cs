using BenchmarkDotNet.Attributes;
using VwMesh.Model;
using VwMesh.Storage;
using VwMesh.Storage.Toml;

namespace VwMesh.Benchmarks.Parts;

/// <summary>The network file: read, and changed in place.</summary>
public class FileBenchmarks : NetworkBenchmark
{
    private readonly LockWait _noWait = new(TimeSpan.Zero);
    private string _text = "";
    private uint _mark;

    private protected override void Prepare() => _text = System.IO.File.ReadAllText(File);

    [Benchmark]
    public object ParseToml() => TomlDocument.Parse(_text);

    [Benchmark(Baseline = true)]
    public Network Read() => NetworkFile.Read(File);

    [Benchmark]
    public Network EditOneNode() => Edit(draft => Mark(draft, SampleNetwork.NodeName(Nodes / 2)));

    [Benchmark]
    public Network EditAllNodes() => Edit(draft =>
    {
        foreach (var node in draft.Nodes.ToList())
            Mark(draft, node.Name);
    });

    private Network Edit(Action<NetworkDraft> change)
    {
        _mark++;
        using var transaction = NetworkTransaction.Begin(File, _noWait);
        var draft = new NetworkDraft(transaction.Network);
        change(draft);
        return transaction.Commit(draft.ToNetwork());
    }

    private void Mark(NetworkDraft draft, string name) => draft.Replace(draft.Get(name) with { FwMark = _mark });
}
