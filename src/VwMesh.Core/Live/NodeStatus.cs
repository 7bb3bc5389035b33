using VwMesh.Model;
using VwMesh.Setup;

namespace VwMesh.Live;

/// <summary>What runs on a node now.</summary>
public sealed record NodeStatus
{
    // WireGuard refuses a session's keys after this (REJECT_AFTER_TIME).
    private static readonly TimeSpan LongestSession = TimeSpan.FromSeconds(180);

    /// <summary>The network.</summary>
    public required NetworkIdentity Network { get; init; }

    /// <summary>The node's name.</summary>
    public required string Node { get; init; }

    /// <summary>How much of the network runs.</summary>
    public required InterfaceState State { get; init; }

    /// <summary>Why nothing is known of the node, or <see langword="null"/> when it answered.</summary>
    public VwMeshException? Error { get; init; }

    /// <summary>The public key the interface has.</summary>
    public PublicKey? PublicKey { get; init; }

    /// <summary>The UDP port WireGuard listens on.</summary>
    public int? ListenPort { get; init; }

    /// <summary>The mark of outgoing packets, 0 for none.</summary>
    public uint? FwMark { get; init; }

    /// <summary>The MTU of the WireGuard interface, in bytes.</summary>
    public int? Mtu { get; init; }

    /// <summary>The addresses of the WireGuard interface.</summary>
    public ValueList<InterfaceAddress> LinkLayerAddress { get; init; } = [];

    /// <summary>The VXLAN network identifier.</summary>
    public int? VxlanId { get; init; }

    /// <summary>The UDP port of VXLAN.</summary>
    public int? VxlanPort { get; init; }

    /// <summary>The MTU of the VXLAN interface, in bytes.</summary>
    public int? VxlanMtu { get; init; }

    /// <summary>The hardware address of the VXLAN interface.</summary>
    public string? MacAddress { get; init; }

    /// <summary>The addresses of the VXLAN interface.</summary>
    public ValueList<InterfaceAddress> Address { get; init; } = [];

    /// <summary>What guards the VXLAN port.</summary>
    public Guard? Guard { get; init; }

    /// <summary>Whether systemd or OpenRC brings the interface up when the node starts; <see langword="null"/> when the node does not answer.</summary>
    public bool? StartsAtBoot { get; init; }

    /// <summary>Whether the node's program keeps the Ethernet whole; <see langword="null"/> where an older file runs, or none.</summary>
    public bool? HasKeeper { get; init; }

    /// <summary>Whether the host's firewall lets the Ethernet's packets in from the tunnels; <see langword="null"/> where this is not known.</summary>
    public bool? FirewallOpen { get; init; }

    /// <summary>The peers, those of the network first, sorted by name.</summary>
    public ValueList<PeerStatus> Peers { get; init; } = [];

    /// <summary>How many tunnels are live.</summary>
    public int LivePeers => Peers.Count(p => p.State == TunnelState.Live);

    /// <summary>The node and its state.</summary>
    /// <returns><c>node state</c>.</returns>
    public override string ToString() => $"{Node} {State}";

    /// <summary>The status of a node that does not answer.</summary>
    /// <param name="node">The node.</param>
    /// <param name="error">Why.</param>
    /// <returns>A status without anything that runs.</returns>
    public static NodeStatus Unreachable(Node node, VwMeshException error)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(error);
        return new NodeStatus { Network = node.Network, Node = node.Name, State = InterfaceState.Unreachable, Error = error };
    }

    internal static NodeStatus Of(MeshSetup setups, Node node, LiveNode live) => new()
    {
        Network = node.Network,
        Node = node.Name,
        State = live.IsUp ? InterfaceState.Up
            : live.HasInterface || live.Vxlan is not null ? InterfaceState.Partial
            : live.File is not null ? InterfaceState.Down
            : InterfaceState.NotInstalled,
        PublicKey = live.WireGuard?.PublicKey,
        ListenPort = live.WireGuard?.ListenPort,
        FwMark = live.WireGuard?.FwMark,
        Mtu = live.Tunnel?.Mtu,
        LinkLayerAddress = live.Tunnel?.Addresses.ToValueList() ?? [],
        VxlanId = live.Vxlan?.Vxlan?.Id,
        VxlanPort = live.Vxlan?.Vxlan?.Port,
        VxlanMtu = live.Vxlan?.Mtu,
        MacAddress = live.Vxlan?.Mac,
        Address = live.Vxlan?.Addresses.ToValueList() ?? [],
        Guard = live.RunningGuard(setups.Network),
        StartsAtBoot = live.StartsAtBoot,
        FirewallOpen = !live.IsFirewallClosed,
        HasKeeper = live.Program is null ? null : live.HasKeeper,
        Peers = PeersOf(setups, node, live).ToValueList(),
    };

    private static IEnumerable<PeerStatus> PeersOf(MeshSetup setups, Node node, LiveNode live)
    {
        if (live.WireGuard is not { } device)
            yield break;
        var flooded = live.Forwarding.Select(e => e.Destination).ToHashSet();
        var left = device.Peers.ToDictionary();
        foreach (var (peer, member) in setups.Peers.Zip(setups.Members).Where(p => p.First.Name != node.Name))
        {
            left.Remove(peer.PublicKey, out var running);
            // Of two keys, the key with the prefixes is the peer.
            if (peer.PreviousKey is { } previous && left.Remove(previous, out var before) && (running is null || before.AllowedIPs.Count > 0))
                running = before;
            var isWanted = setups.Network.Find(peer.Name) is { } other && setups.Mesh.ArePeers(node, other);
            if (running is null && !isWanted)
                continue;
            yield return Of(node.Name, peer.Name, running?.PublicKey ?? peer.PublicKey, running, !isWanted, live.Clock,
                member.Tunnels.Any(a => flooded.Contains(a.ToString())));
        }
        foreach (var running in left.Values.OrderBy(p => p.PublicKey.Value, StringComparer.Ordinal))
        {
            yield return Of(node.Name, null, running.PublicKey, running, true, live.Clock,
                running.AllowedIPs.Any(p => flooded.Contains(p.BaseAddress.ToString())));
        }
    }

    private static PeerStatus Of(string node, string? peer, PublicKey key, WireGuardPeer? running, bool isForeign, DateTimeOffset clock, bool isFlooded)
    {
        var age = running?.LatestHandshake is { } last ? (last < clock ? clock - last : TimeSpan.Zero) : (TimeSpan?)null;
        return new PeerStatus
        {
            Node = node,
            Peer = peer,
            PublicKey = key,
            State = running is null ? TunnelState.Missing
                : isForeign ? TunnelState.Foreign
                : age is null ? TunnelState.Never
                : age < LongestSession ? TunnelState.Live : TunnelState.Idle,
            Endpoint = running?.Endpoint,
            AllowedIPs = running?.AllowedIPs.ToValueList() ?? [],
            LatestHandshake = running?.LatestHandshake,
            HandshakeAge = age,
            TransferReceived = running?.Received ?? 0,
            TransferSent = running?.Sent ?? 0,
            PersistentKeepalive = running?.PersistentKeepalive ?? 0,
            HasPresharedKey = running?.HasPresharedKey ?? false,
            Flooded = isFlooded,
        };
    }
}
