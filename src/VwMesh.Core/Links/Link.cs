using VwMesh.Model;

namespace VwMesh.Links;

/// <summary>What one node is to another.</summary>
/// <param name="Node">The node it is seen from.</param>
/// <param name="Peer">The other one.</param>
/// <param name="State">How they come to speak.</param>
/// <param name="Reason">Why they have no tunnel; <see langword="null"/> when they have one.</param>
public sealed record Link(Node Node, Node Peer, LinkState State, string? Reason)
{
    /// <summary>The network both belong to.</summary>
    public NetworkIdentity Network => Node.Network;

    /// <summary>Where this node reaches the peer, or <see langword="null"/> when it waits to be reached.</summary>
    public Endpoint? Endpoint { get; init; }

    /// <summary>Whether their tunnel has a preshared key beside the keys of the nodes.</summary>
    public bool HasPresharedKey { get; init; }

    /// <summary>The relays between them, as this node's packets pass them; empty unless the link is relayed.</summary>
    public IReadOnlyList<Node> Via { get; init; } = [];

    /// <summary>Whether packets can pass: through a tunnel, or over relays.</summary>
    public bool IsPassable => State is not (LinkState.Blocked or LinkState.Impossible);

    /// <summary>Both names and what is between them.</summary>
    /// <returns><c>node state peer</c>.</returns>
    public override string ToString() => $"{Node.Name} {State} {Peer.Name}";
}
