namespace VwMesh.MeshTests.Lab;

/// <summary>How a command ended, and what it wrote.</summary>
internal sealed record Outcome(int ExitCode, string Output)
{
    /// <summary>The exit status of timeout(1).</summary>
    internal const int TimedOut = 124;

    internal bool Succeeded => ExitCode == 0;
}
