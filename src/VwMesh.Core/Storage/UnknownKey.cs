namespace VwMesh.Storage;

/// <summary>A key or table of a network file that VwMesh does not know. It is kept as it is.</summary>
/// <param name="Node">The node whose key it is, or <see langword="null"/>.</param>
/// <param name="Table">The table it is in: <c>Network</c>, <c>Node</c>, <c>PeerBlacklist</c>, or empty for the file's top.</param>
/// <param name="Key">The key.</param>
/// <param name="Position">Where it is.</param>
public sealed record UnknownKey(string? Node, string Table, string Key, FilePosition Position);
