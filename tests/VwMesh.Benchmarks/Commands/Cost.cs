namespace VwMesh.Benchmarks.Commands;

/// <summary>What a process took, with all that it started.</summary>
/// <param name="Wall">The time that went by.</param>
/// <param name="Cpu">The processor time, in user and system mode.</param>
/// <param name="PeakMemory">The most memory it held, in bytes.</param>
internal sealed record Cost(TimeSpan Wall, TimeSpan Cpu, long PeakMemory);
