using VwMesh.Model;

namespace VwMesh.Storage;

/// <summary>A file that an export has written, or found as it should be.</summary>
/// <param name="Network">The network it is of, or <see langword="null"/> when it is of several.</param>
/// <param name="Node">The node it is for, or <see langword="null"/> when it is for the whole network.</param>
/// <param name="Path">Its full path.</param>
/// <param name="Outcome">What happened to it.</param>
public sealed record ExportedFile(NetworkIdentity? Network, string? Node, string Path, WriteOutcome Outcome)
{
    /// <summary>Where it is.</summary>
    /// <returns>The path.</returns>
    public override string ToString() => Path;
}
