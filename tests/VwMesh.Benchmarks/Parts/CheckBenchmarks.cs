using BenchmarkDotNet.Attributes;
using VwMesh.Checks;
using VwMesh.Storage;

namespace VwMesh.Benchmarks.Parts;

/// <summary>All rules over one network.</summary>
public class CheckBenchmarks : NetworkBenchmark
{
    [Benchmark(Baseline = true)]
    public NetworkReading Inspect() => NetworkFile.Inspect(File);

    [Benchmark]
    public int Check() => new Neighbourhood().Check(NetworkFile.Inspect(File)).Count;
}
