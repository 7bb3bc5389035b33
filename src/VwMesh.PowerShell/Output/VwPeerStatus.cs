using System.Management.Automation;
using VwMesh.Live;
using VwMesh.Model;

namespace VwMesh.Output;

/// <summary>A peer on a running node, as cmdlets emit it.</summary>
public sealed class VwPeerStatus
{
    private readonly PeerStatus _peer;
    private readonly NetworkIdentity _network;

    internal VwPeerStatus(PeerStatus peer, NetworkIdentity network) => (_peer, _network) = (peer, network);

    /// <summary>The network.</summary>
    public PSObject? Network => Text.Of(_network);

    /// <summary>The node that has the peer.</summary>
    public PSObject Node => Text.OfNode(_peer.Node, _network);

    /// <summary>The peer, or <see langword="null"/> when the network has no such key.</summary>
    public PSObject? Peer => _peer.Peer is null ? null : Text.OfNode(_peer.Peer, _network);

    /// <summary>How the tunnel does.</summary>
    public string State => _peer.State.ToString();

    /// <summary>How many seconds ago the keys were renewed, by the node's clock.</summary>
    public double? HandshakeAge => _peer.HandshakeAge?.TotalSeconds;

    /// <summary>When the keys were renewed, by the node's clock.</summary>
    public DateTimeOffset? LatestHandshake => _peer.LatestHandshake;

    /// <summary>Where the peer was last heard from, or is to be dialled.</summary>
    public PSObject? Endpoint => Text.Of(_peer.Endpoint);

    /// <summary>Bytes received from the peer.</summary>
    public long Received => _peer.TransferReceived;

    /// <summary>Bytes sent to the peer.</summary>
    public long Sent => _peer.TransferSent;

    /// <summary>Whether the tunnel has a preshared key.</summary>
    public bool HasPresharedKey => _peer.HasPresharedKey;

    /// <summary>Whether frames for everyone are sent to the peer too.</summary>
    public bool Flooded => _peer.Flooded;

    /// <summary>Seconds between keepalives, 0 for none.</summary>
    public int PersistentKeepalive => _peer.PersistentKeepalive;

    /// <summary>The peer's public key.</summary>
    public PSObject? PublicKey => Text.Of(_peer.PublicKey);

    /// <summary>The prefixes that the node routes to the peer inside WireGuard.</summary>
    public TextList AllowedIPs => TextList.Of(_peer.AllowedIPs, Text.Of);

    /// <summary>The peer and the state of its tunnel.</summary>
    /// <returns><c>peer state</c>.</returns>
    public override string ToString() => _peer.ToString();
}
