using BenchmarkDotNet.Attributes;
using VwMesh.Links;
using VwMesh.Rendering.WgQuick;
using VwMesh.Storage;

namespace VwMesh.Benchmarks.Parts;

/// <summary>What follows from the keys, beside what the cryptographic library alone takes for as many.</summary>
public class DeriveBenchmarks : NetworkBenchmark
{
    [Benchmark(Baseline = true)]
    public void Libsodium() => BasePoint.Multiply(Nodes);

    [Benchmark]
    public int PublicKeys() => NetworkFile.Read(File).Nodes.Count(n => n.PublicKey is not null);

    [Benchmark]
    public object PreparedRenderer() => new WgQuickRenderer(new Mesh(NetworkFile.Read(File)));
}
