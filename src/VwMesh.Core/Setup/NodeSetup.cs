using System.Net;
using System.Net.Sockets;
using VwMesh.Model;

namespace VwMesh.Setup;

/// <summary>What one node shall run.</summary>
public sealed record NodeSetup
{
    /// <summary>The network.</summary>
    public required NetworkIdentity Network { get; init; }

    /// <summary>The node's name.</summary>
    public required string Node { get; init; }

    /// <summary>The description for people, or <see langword="null"/>.</summary>
    public string? Description { get; init; }

    /// <summary>The WireGuard interface.</summary>
    public required WireGuardSetup WireGuard { get; init; }

    /// <summary>The VXLAN interface.</summary>
    public required VxlanSetup Vxlan { get; init; }

    /// <summary>The networks behind the node, for which it forwards.</summary>
    public ValueList<IPNetwork> Subnets { get; init; } = [];

    /// <summary>Whether the node forwards the Ethernet's packets between other nodes.</summary>
    public bool IsRelay { get; init; }

    /// <summary>Whether the host's firewall lets the Ethernet's packets in from the tunnels.</summary>
    public bool OpensFirewall { get; init; }

    /// <summary>What guards the VXLAN port.</summary>
    public required Guard Guard { get; init; }

    /// <summary>The user's commands.</summary>
    public required HookSetup Hooks { get; init; }
}

/// <summary>A WireGuard interface and its peers.</summary>
/// <param name="Interface">The interface's name, which is the network's.</param>
/// <param name="Key">The node's key.</param>
/// <param name="ListenPort">The UDP port; 0 leaves the choice to the kernel.</param>
/// <param name="FwMark">The mark of outgoing packets, 0 for none.</param>
/// <param name="Mtu">The MTU in bytes: the Ethernet's and what VXLAN adds.</param>
/// <param name="Address">The link-layer addresses, with the prefix lengths of the network's file.</param>
/// <param name="Range">The range of all tunnel addresses of the network: one route leads to them. <see langword="null"/> when each needs a route.</param>
/// <param name="PersistentKeepalive">Seconds between keepalives to each peer, 0 for none.</param>
/// <param name="SaveConfig">Whether wg-quick writes the running state back to its file.</param>
/// <param name="MapsPort">Whether the node asks its router to map the port.</param>
/// <param name="Peers">The nodes with which this one has tunnels.</param>
public sealed record WireGuardSetup(
    string Interface, NodeKey Key, int ListenPort, uint FwMark, int Mtu, ValueList<InterfaceAddress> Address,
    IPNetwork? Range, int PersistentKeepalive, bool SaveConfig, bool MapsPort, SharedList<PeerSetup> Peers)
{
    /// <summary>The preshared keys that follow from the network's seed, or <see langword="null"/> without one.</summary>
    public PresharedKeys? PresharedKeys { get; init; }

    /// <summary>The relays that can carry what has no tunnel, where there are several; <see langword="null"/> otherwise.</summary>
    public RelayedRange? Relayed { get; init; }

    /// <summary>On a relay, the nodes that another relay reaches too. An empty list on every other node.</summary>
    public ValueList<DetourSetup> Detours { get; init; } = [];

    /// <summary>The preshared key with a peer.</summary>
    /// <param name="peer">One of the peers.</param>
    /// <returns>The key of the pair's link, or the derived key; <see langword="null"/> for none.</returns>
    public PresharedKey? PresharedKeyWith(PeerSetup peer)
    {
        ArgumentNullException.ThrowIfNull(peer);
        return peer.PresharedKey ?? PresharedKeys?.Of(Key.Public, peer.PublicKey);
    }

    /// <summary>The peers, and each previous key of a peer as a peer of its own. WireGuard gives a prefix to one peer alone, so the previous key has none; the keeper of the node moves them to the key that shakes hands.</summary>
    /// <returns>The peers by their keys.</returns>
    public IEnumerable<PeerSetup> PeersOfEachKey() => Peers.SelectMany(p => p.AsPrevious() is { } previous ? [previous, p] : new[] { p });

    /// <summary>The addresses as the interface gets them. A prefix would lead everything of its range into the tunnel; the node's program adds the routes that the mesh needs.</summary>
    public IEnumerable<InterfaceAddress> InterfaceAddresses =>
        Address.Select(a => a.Address.AddressFamily == AddressFamily.InterNetwork ? new InterfaceAddress(a.Address, 32) : a);
}

/// <summary>A peer, as every node sees it that does not say otherwise.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="PublicKey">Its public key.</param>
/// <param name="AllowedIPs">The prefixes that WireGuard sends to it and takes from it.</param>
/// <param name="Endpoint">The address or name at which it can be dialled, or <see langword="null"/> when it dials.</param>
public sealed record PeerSetup(string Name, PublicKey PublicKey, ValueList<IPNetwork> AllowedIPs, Endpoint? Endpoint)
{
    /// <summary>Seconds between keepalives to this peer alone, 0 for none; <see langword="null"/> where the interval of the interface counts.</summary>
    public int? PersistentKeepalive { get; init; }

    /// <summary>The preshared key that this pair has by its link; <see langword="null"/> where it has none of its own.</summary>
    public PresharedKey? PresharedKey { get; init; }

    /// <summary>The key before the peer's last change, by which the peer may still come; <see langword="null"/> where one key is accepted.</summary>
    public PublicKey? PreviousKey { get; init; }

    /// <summary>The peer's address on the Ethernet, for people, or <see langword="null"/> where it has none.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>Seconds between keepalives to a previous key. They make the handshake by which the node learns that the peer still has this key.</summary>
    private const int KeepaliveOfPreviousKey = 25;

    /// <summary>The peer by its previous key, without prefixes; <see langword="null"/> where one key is accepted.</summary>
    /// <returns>The peer with the previous key in place of the key.</returns>
    public PeerSetup? AsPrevious() => PreviousKey is null ? null
        : this with { PublicKey = PreviousKey, PreviousKey = null, AllowedIPs = [], PersistentKeepalive = Endpoint is null ? 0 : KeepaliveOfPreviousKey, Present = this };

    /// <summary>The peer by its present key, when this is the peer by its previous key; otherwise <see langword="null"/>.</summary>
    public PeerSetup? Present { get; private init; }

    /// <summary>Whether the key is a previous one, which waits beside the peer's present key.</summary>
    public bool IsPreviousKey => Present is not null;
}

/// <summary>A range of tunnel addresses that one of several relays carries: the keeper of the node gives it to the next one when one does not answer.</summary>
/// <param name="Range">The range.</param>
/// <param name="Relays">The relays with which the node has tunnels and that reach the same nodes, without the range. The first carries the range while it answers.</param>
public sealed record RelayedRange(IPNetwork Range, ValueList<CarrierSetup> Relays);

/// <summary>A relay that can carry a range.</summary>
/// <param name="Peer">The relay as a peer.</param>
/// <param name="Tunnel">The tunnel address at which it answers.</param>
public sealed record CarrierSetup(PeerSetup Peer, IPAddress Tunnel);

/// <summary>A node for which a relay has a second way: the keeper of the relay gives the tunnel addresses of a silent node to a second relay.</summary>
/// <param name="Node">The node as a peer.</param>
/// <param name="Tunnels">The node's tunnel addresses.</param>
/// <param name="Relay">The second relay as a peer.</param>
public sealed record DetourSetup(PeerSetup Node, ValueList<IPAddress> Tunnels, PeerSetup Relay)
{
    /// <summary>The prefixes that move.</summary>
    public IEnumerable<IPNetwork> Prefixes => Tunnels.Select(t => new IPNetwork(t, 32));
}

/// <summary>A VXLAN interface and its forwarding database.</summary>
/// <param name="Interface">The interface's name: <c>v</c> and the network's.</param>
/// <param name="Id">The VXLAN network identifier.</param>
/// <param name="Port">The UDP port.</param>
/// <param name="Mtu">The MTU in bytes.</param>
/// <param name="TimeToLive">The TTL of its packets: 1 where each goes through one tunnel; one more than the longest way over relays has tunnels.</param>
/// <param name="Mac">The hardware address.</param>
/// <param name="Local">The tunnel address from which it sends.</param>
/// <param name="Address">The node's addresses on the Ethernet, the derived one among them.</param>
/// <param name="Members">The other nodes of the Ethernet.</param>
public sealed record VxlanSetup(
    string Interface, int Id, int Port, int Mtu, int TimeToLive, MacAddress Mac, IPAddress Local, ValueList<InterfaceAddress> Address, SharedList<MemberSetup> Members);

/// <summary>A node of the virtual Ethernet, and the addresses that its frames are sent to.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Mac">Its hardware address.</param>
/// <param name="Tunnels">Its tunnel addresses: the first gets the frames for the hardware address, each gets those for everybody.</param>
public sealed record MemberSetup(string Name, MacAddress Mac, ValueList<IPAddress> Tunnels)
{
    /// <summary>The routes to the networks behind the member; an empty list where a daemon finds them.</summary>
    public ValueList<SubnetRoute> Routes { get; init; } = [];

    /// <summary>The hardware address of a forwarding entry for everybody's frames.</summary>
    public const string Everybody = "00:00:00:00:00:00";

    /// <summary>
    /// One pair for each tunnel address. All of these addresses get the frames for everybody; the first pair adds the member's own frames.
    /// </summary>
    internal IEnumerable<(string Mac, IPAddress Tunnel)> Entries => Tunnels.Select((address, i) => (i == 0 ? Mac.Value : Everybody, address));
}

/// <summary>A route over the Ethernet.</summary>
/// <param name="Subnet">Where it leads.</param>
/// <param name="Gateway">The address of the gateway on the Ethernet.</param>
public sealed record SubnetRoute(IPNetwork Subnet, IPAddress Gateway);

/// <summary>The user's commands around start and end, as wg-quick(8) names them.</summary>
/// <param name="PreUp">Commands before the interface is made.</param>
/// <param name="PostUp">Commands when everything is up.</param>
/// <param name="PreDown">Commands before anything is taken down.</param>
/// <param name="PostDown">Commands when everything is down.</param>
public sealed record HookSetup(ValueList<string> PreUp, ValueList<string> PostUp, ValueList<string> PreDown, ValueList<string> PostDown);
