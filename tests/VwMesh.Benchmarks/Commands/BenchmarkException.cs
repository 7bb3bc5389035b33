namespace VwMesh.Benchmarks.Commands;

/// <summary>A command that was measured did not do what it is for.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
