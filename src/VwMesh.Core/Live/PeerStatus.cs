using System.Net;
using VwMesh.Model;

namespace VwMesh.Live;

/// <summary>A peer on a running node, as <c>wg show</c> and <c>bridge fdb</c> tell it.</summary>
public sealed record PeerStatus
{
    /// <summary>The node that has the peer.</summary>
    public required string Node { get; init; }

    /// <summary>The peer's name in the network, or <see langword="null"/> when the network has no such key.</summary>
    public string? Peer { get; init; }

    /// <summary>The peer's public key.</summary>
    public required PublicKey PublicKey { get; init; }

    /// <summary>How the tunnel does.</summary>
    public required TunnelState State { get; init; }

    /// <summary>Where the peer was last heard from, or is to be dialled; <see langword="null"/> for nowhere yet.</summary>
    public Endpoint? Endpoint { get; init; }

    /// <summary>What is routed to the peer inside WireGuard.</summary>
    public ValueList<IPNetwork> AllowedIPs { get; init; } = [];

    /// <summary>When the keys were last renewed, by the node's clock; <see langword="null"/> for never.</summary>
    public DateTimeOffset? LatestHandshake { get; init; }

    /// <summary>How long that is ago, by the node's clock.</summary>
    public TimeSpan? HandshakeAge { get; init; }

    /// <summary>Bytes received from the peer.</summary>
    public long TransferReceived { get; init; }

    /// <summary>Bytes sent to the peer.</summary>
    public long TransferSent { get; init; }

    /// <summary>Seconds between keepalives, 0 for none.</summary>
    public int PersistentKeepalive { get; init; }

    /// <summary>Whether the tunnel has a preshared key.</summary>
    public bool HasPresharedKey { get; init; }

    /// <summary>Whether frames for everyone are sent to the peer too.</summary>
    public bool Flooded { get; init; }

    /// <summary>Who, and how the tunnel does.</summary>
    /// <returns><c>peer state</c>.</returns>
    public override string ToString() => $"{Peer ?? PublicKey.Value} {State}";
}
