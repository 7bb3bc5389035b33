namespace VwMesh.MeshTests.Lab;

/// <summary>How a command ended, and what it wrote.</summary>
internal sealed record Outcome(int ExitCode, string Output)
{
    internal bool Succeeded => ExitCode == 0;
}
