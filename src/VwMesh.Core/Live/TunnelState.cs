namespace VwMesh.Live;

/// <summary>How a tunnel to a peer does, seen from one node.</summary>
public enum TunnelState
{
    /// <summary>Keys were renewed within the last 180 s, after which WireGuard refuses them.</summary>
    Live,

    /// <summary>The last handshake is longer ago: nothing was sent since, or nobody answers.</summary>
    Idle,

    /// <summary>There was no handshake since the interface came up.</summary>
    Never,

    /// <summary>The network has the peer, the node does not.</summary>
    Missing,

    /// <summary>The node has a peer that the network does not have, or has blocked.</summary>
    Foreign,
}
