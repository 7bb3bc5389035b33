namespace VwMesh.Rendering;

/// <summary>A file of a node.</summary>
/// <param name="Name">Its name, without a folder.</param>
/// <param name="IsSecret">Whether it holds a key, so that nobody but its owner may read it.</param>
/// <param name="Content">What it holds: parts that follow one another, which other files may share.</param>
public sealed record NodeFile(string Name, bool IsSecret, IReadOnlyList<ReadOnlyMemory<byte>> Content);
