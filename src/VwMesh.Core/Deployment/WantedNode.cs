using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using VwMesh.Live;
using VwMesh.Model;
using VwMesh.Rendering;
using VwMesh.Rendering.WgQuick;
using VwMesh.Setup;

namespace VwMesh.Deployment;

/// <summary>What the network's file wants a node to have and run.</summary>
internal sealed class WantedNode
{
    private WantedNode(Network network, Node node, NodeSetup setup)
    {
        Setup = setup;
        Network = network;
        Node = node;
    }

    internal NodeSetup Setup { get; }

    internal Network Network { get; }

    internal Node Node { get; }

    /// <summary>The node's files. The first is wg-quick's, with the node's private key in it.</summary>
    internal required NodeFiles Files { get; init; }

    /// <summary>The peers by their public keys.</summary>
    internal required IReadOnlyDictionary<PublicKey, PeerSetup> Peers { get; init; }

    /// <summary>The forwarding database of the VXLAN interface.</summary>
    internal required IReadOnlySet<ForwardingEntry> Forwarding { get; init; }

    /// <summary>The address VXLAN sends from.</summary>
    internal string Local => Setup.Vxlan.Local.ToString();

    /// <summary>The MTU of the WireGuard interface: VXLAN over IPv4 costs 50 bytes (RFC 7348).</summary>
    internal int TunnelMtu => Setup.WireGuard.Mtu;

    /// <summary>The destinations of the routes through the tunnel: one range, or each member.</summary>
    internal IReadOnlySet<IPNetwork> Routes => Setup.WireGuard.Range is { } range ? new HashSet<IPNetwork> { range }
        : Setup.Vxlan.Members.SelectMany(m => m.Tunnels).Select(t => new IPNetwork(t, 32)).ToHashSet();

    /// <summary>The addresses of the VXLAN interface.</summary>
    internal IEnumerable<InterfaceAddress> Addresses => Setup.Vxlan.Address;

    /// <summary>Computes what a node should have.</summary>
    /// <exception cref="VwMeshException">Its configuration cannot be written, as <see cref="MeshSetup.Of"/> says.</exception>
    internal static WantedNode Of(MeshSetup setups, Func<NodeSetup, IReadOnlyList<NodeFile>> write, Node node)
    {
        var setup = setups.Of(node);
        return new WantedNode(setups.Network, node, setup)
        {
            Files = NodeFiles.Of(write(setup)),
            Peers = setup.WireGuard.PeersOfEachKey().DistinctBy(p => p.PublicKey).ToDictionary(p => p.PublicKey),
            Forwarding = setup.Vxlan.Members.SelectMany(EntriesOf).ToHashSet(),
        };
    }

    /// <summary>A peer as <c>wg addconf</c> takes it.</summary>
    internal string Section(PeerSetup peer, bool withEndpoint)
    {
        // wg would wait for a name that does not resolve; the node's program resolves names.
        var endpoint = withEndpoint && peer.Endpoint is { Address: not null } e ? $"Endpoint = {SafeWord.Of(e)}\n" : "";
        var presharedKey = Setup.WireGuard.PresharedKeyWith(peer) is { } key ? $"PresharedKey = {key.Reveal()}\n" : "";
        // Without a line, wg leaves the peer no prefix; an empty list is an error for it.
        var allowed = peer.AllowedIPs.Count == 0 ? "" : $"AllowedIPs = {string.Join(", ", peer.AllowedIPs.Select(p => SafeWord.Of(p)))}\n";
        return string.Create(CultureInfo.InvariantCulture,
            $"[Peer]\nPublicKey = {peer.PublicKey}\n{allowed}{endpoint}{presharedKey}PersistentKeepalive = {peer.PersistentKeepalive ?? Node.PersistentKeepalive}\n");
    }

    /// <summary>A digest of the output of <c>wg show NAME preshared-keys</c> for some peers. The keys of a node are compared by it and stay there.</summary>
    internal string DigestOfPresharedKeys(IEnumerable<PublicKey> peers)
    {
        var lines = peers.Select(p => $"{p}\t{(Peers.TryGetValue(p, out var peer) ? Setup.WireGuard.PresharedKeyWith(peer)?.Reveal() : null) ?? "(none)"}\n").Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(lines))));
    }

    private static IEnumerable<ForwardingEntry> EntriesOf(MemberSetup member) =>
        member.Entries.SelectMany(e => new[] { new ForwardingEntry(e.Mac, e.Tunnel.ToString()), new ForwardingEntry(MemberSetup.Everybody, e.Tunnel.ToString()) });
}
