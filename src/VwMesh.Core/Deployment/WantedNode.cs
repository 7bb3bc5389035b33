using System.Globalization;
using System.Net.Sockets;
using VwMesh.Links;
using VwMesh.Live;
using VwMesh.Model;
using VwMesh.Rendering.WgQuick;

namespace VwMesh.Deployment;

/// <summary>What the network's file wants a node to have and run.</summary>
internal sealed class WantedNode
{
    private WantedNode(Network network, Node node, string content)
    {
        Network = network;
        Node = node;
        Content = content;
    }

    internal Network Network { get; }

    internal Node Node { get; }

    /// <summary>The file, with the node's private key in it.</summary>
    internal string Content { get; }

    /// <summary>The peers by their public keys.</summary>
    internal required IReadOnlyDictionary<PublicKey, Node> Peers { get; init; }

    /// <summary>The forwarding database of the VXLAN interface.</summary>
    internal required IReadOnlySet<ForwardingEntry> Forwarding { get; init; }

    /// <summary>The address VXLAN sends from.</summary>
    internal string Local => NodeText.TunnelAddresses(Node).First();

    /// <summary>The MTU of the WireGuard interface: VXLAN over IPv4 costs 50 bytes (RFC 7348).</summary>
    internal int TunnelMtu => Network.VxlanMtu + 50;

    /// <summary>The addresses of the VXLAN interface.</summary>
    internal IEnumerable<InterfaceAddress> Addresses => Node.Address.Append(Node.IPv6Address).OfType<InterfaceAddress>().Distinct();

    /// <summary>Computes what a node should have.</summary>
    /// <exception cref="VwMeshException">Its configuration cannot be written, as <see cref="WgQuickRenderer"/> says.</exception>
    internal static WantedNode Of(Mesh mesh, WgQuickRenderer renderer, Node node)
    {
        var content = renderer.Render(node);
        var blocked = mesh.BlockedFor(node);
        var peers = mesh.Network.Nodes.Where(p => !NodeName.Comparer.Equals(p.Name, node.Name) && !blocked.Contains(p.Name)).ToList();
        return new WantedNode(mesh.Network, node, content)
        {
            Peers = peers.ToDictionary(p => p.PublicKey!),
            Forwarding = peers.SelectMany(EntriesOf).ToHashSet(),
        };
    }

    /// <summary>A peer as <c>wg addconf</c> takes it.</summary>
    internal string Section(Node peer, bool withEndpoint)
    {
        var endpoint = withEndpoint && peer.Endpoint is { } e ? $"Endpoint = {SafeWord.Of(e)}\n" : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"[Peer]\nPublicKey = {peer.PublicKey}\nAllowedIPs = {string.Join(", ", peer.AllowedIPs.Select(p => SafeWord.Of(p)))}\n{endpoint}PersistentKeepalive = {Node.PersistentKeepalive}\n");
    }

    private static IEnumerable<ForwardingEntry> EntriesOf(Node peer)
    {
        var addresses = peer.LinkLayerAddress.Where(a => a.Address.AddressFamily == AddressFamily.InterNetwork).Select(a => a.Address.ToString()).Distinct().ToList();
        return addresses.Select(a => new ForwardingEntry(ForwardingEntry.Everyone, a))
            .Append(new ForwardingEntry(peer.MacAddress!.Value.Value, addresses[0]));
    }
}
