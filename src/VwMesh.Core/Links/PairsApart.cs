using VwMesh.Model;

namespace VwMesh.Links;

/// <summary>Pairs of nodes that reach each other through others only.</summary>
/// <param name="Count">How many there are, at least one.</param>
/// <param name="One">A node of one of them.</param>
/// <param name="Other">The other node of it.</param>
public sealed record PairsApart(long Count, Node One, Node Other);
