using VwMesh.Model;

namespace VwMesh.Links;

/// <summary>What one node is to another.</summary>
/// <param name="Node">The node it is seen from.</param>
/// <param name="Peer">The other one.</param>
/// <param name="State">How they come to speak.</param>
/// <param name="Reason">Why a blocked or impossible link is so; otherwise <see langword="null"/>.</param>
public sealed record Link(Node Node, Node Peer, LinkState State, string? Reason);
