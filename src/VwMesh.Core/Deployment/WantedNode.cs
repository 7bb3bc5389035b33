using System.Globalization;
using VwMesh.Links;
using VwMesh.Live;
using VwMesh.Model;
using VwMesh.Rendering.WgQuick;
using VwMesh.Setup;

namespace VwMesh.Deployment;

/// <summary>What the network's file wants a node to have and run.</summary>
internal sealed class WantedNode
{
    private WantedNode(Network network, Node node, NodeSetup setup, string content)
    {
        Setup = setup;
        Network = network;
        Node = node;
        Content = content;
    }

    internal NodeSetup Setup { get; }

    internal Network Network { get; }

    internal Node Node { get; }

    /// <summary>The file, with the node's private key in it.</summary>
    internal string Content { get; }

    /// <summary>The peers by their public keys.</summary>
    internal required IReadOnlyDictionary<PublicKey, PeerSetup> Peers { get; init; }

    /// <summary>The forwarding database of the VXLAN interface.</summary>
    internal required IReadOnlySet<ForwardingEntry> Forwarding { get; init; }

    /// <summary>The address VXLAN sends from.</summary>
    internal string Local => Setup.Vxlan.Local.ToString();

    /// <summary>The MTU of the WireGuard interface: VXLAN over IPv4 costs 50 bytes (RFC 7348).</summary>
    internal int TunnelMtu => Setup.WireGuard.Mtu;

    /// <summary>The addresses of the VXLAN interface.</summary>
    internal IEnumerable<InterfaceAddress> Addresses => Setup.Vxlan.Address;

    /// <summary>Computes what a node should have.</summary>
    /// <exception cref="VwMeshException">Its configuration cannot be written, as <see cref="WgQuickRenderer"/> says.</exception>
    internal static WantedNode Of(Mesh mesh, WgQuickRenderer renderer, Node node)
    {
        var setup = renderer.Setups.Of(node);
        return new WantedNode(mesh.Network, node, setup, string.Concat(renderer.RenderParts(setup).Select(part => System.Text.Encoding.UTF8.GetString(part.Span))))
        {
            Peers = setup.WireGuard.Peers.DistinctBy(p => p.PublicKey).ToDictionary(p => p.PublicKey),
            Forwarding = setup.Vxlan.Members.SelectMany(EntriesOf).ToHashSet(),
        };
    }

    /// <summary>A peer as <c>wg addconf</c> takes it.</summary>
    internal string Section(PeerSetup peer, bool withEndpoint)
    {
        var endpoint = withEndpoint && peer.Endpoint is { } e ? $"Endpoint = {SafeWord.Of(e)}\n" : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"[Peer]\nPublicKey = {peer.PublicKey}\nAllowedIPs = {string.Join(", ", peer.AllowedIPs.Select(p => SafeWord.Of(p)))}\n{endpoint}PersistentKeepalive = {Node.PersistentKeepalive}\n");
    }

    private static IEnumerable<ForwardingEntry> EntriesOf(MemberSetup member) =>
        member.Entries.SelectMany(e => new[] { new ForwardingEntry(e.Mac, e.Tunnel.ToString()), new ForwardingEntry(MemberSetup.Everybody, e.Tunnel.ToString()) });
}
