namespace VwMesh.Links;

/// <summary>How two nodes come to speak with each other, seen from one of them.</summary>
public enum LinkState
{
    /// <summary>Both have an endpoint: either may begin.</summary>
    Mutual,

    /// <summary>Only the peer has an endpoint: this node dials.</summary>
    Dials,

    /// <summary>Only this node has an endpoint: the peer dials.</summary>
    Dialled,

    /// <summary>They have no tunnel; relays carry their traffic.</summary>
    Relayed,

    /// <summary>Peering is forbidden; Unblock-VwPeer allows it.</summary>
    Blocked,

    /// <summary>They can never connect, and relays do not connect them.</summary>
    Impossible,
}
