using System.Net;
using System.Text;
using VwMesh.Addressing;
using VwMesh.Model;

namespace VwMesh.Rendering.Routing;

/// <summary>
/// Writes configurations for babeld(8) on the VXLAN interface: it announces the node's addresses in the network's pools and the prefixes
/// given, and nothing else.
/// </summary>
/// <remarks>
/// By default babeld announces every address of the host. Those of the underlay would then be routed into the tunnel, WireGuard's own
/// packets after them, and the mesh would be dead.
/// </remarks>
public static class BabeldRenderer
{
    private const string Local = "local ";

    /// <summary>The name of the file: the network's, and the daemon's.</summary>
    /// <param name="network">The network.</param>
    /// <returns><c>network.babeld.conf</c>.</returns>
    public static string FileNameOf(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.Name + ".babeld.conf";
    }

    /// <summary>Writes the configuration of a node.</summary>
    /// <param name="network">The network.</param>
    /// <param name="node">A node of it.</param>
    /// <param name="redistribute">Prefixes behind the node, beside its subnets: routes of the host within them are announced to the mesh.</param>
    /// <returns>The file's text.</returns>
    /// <exception cref="VwMeshException">The network's name cannot name an interface (<c>InvalidNetworkName</c>), or a prefix holds addresses that the tunnels use
    /// (<c>UnderlayRedistributed</c>).</exception>
    public static string Render(Network network, Node node, IEnumerable<IPNetwork> redistribute)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(redistribute);
        var prefixes = (network.Routing == SubnetRouting.Babel ? node.Subnets : []).Concat(redistribute).Distinct().ToList();
        prefixes.ForEach(prefix => RequireOutsideOfUnderlay(network, prefix));
        var text = new StringBuilder();
        Line(text, HeadComment.FirstLine(NetworkName.Parse(network.Name), node.Name));
        // Without split horizon a node relays between two that do not hear each other; the type is written out, since what babeld takes
        // the interface for depends on the kernel.
        Line(text, $"interface v{network.Name} type tunnel split-horizon false");
        // The first rule that matches decides. The addresses of the tunnels never get into the mesh.
        foreach (var kind in Kinds)
            Line(text, $"redistribute {kind}ip {LinkLayerPool.Range} deny");
        foreach (var pool in new[] { network.AddressPoolIPv4, network.AddressPoolIPv6 }.OfType<IPNetwork>())
            Line(text, $"redistribute local ip {pool} allow");
        foreach (var prefix in prefixes)
        {
            // A rule for a prefix is for all prefixes in it; the default route is that of length 0 alone.
            foreach (var kind in Kinds.Where(k => prefix.PrefixLength > 0 || k != Local))
                Line(text, $"redistribute {kind}ip {prefix}{(prefix.PrefixLength > 0 ? "" : " eq 0")} allow");
        }
        Line(text, "redistribute local deny");
        Line(text, "redistribute deny");
        return text.ToString();
    }

    // Routes of ip-route(8) count as made at boot (protocol 3), which a rule without a protocol passes over.
    private static readonly string[] Kinds = [Local, "", "proto 3 "];

    private static void RequireOutsideOfUnderlay(Network network, IPNetwork prefix)
    {
        if (prefix.PrefixLength == 0)
            return;
        var endpoint = network.Nodes.FirstOrDefault(n => n.Endpoint?.Address is { } address && prefix.Contains(address));
        var what = endpoint is not null ? $"the endpoint of node {Quoted.Show(endpoint.Name)}, {endpoint.Endpoint!.Address}"
            : NetworkPrefix.Overlap(prefix, LinkLayerPool.Range) ? $"link-layer addresses, {LinkLayerPool.Range}" : null;
        if (what is not null)
        {
            throw new VwMeshException("UnderlayRedistributed", ErrorKind.InvalidArgument,
                $"{prefix} holds {what}: babeld would announce the way to it, and the tunnels' own packets would go into the tunnels. Name the prefixes behind the node alone, such as 192.168.10.0/24; 0.0.0.0/0 and ::/0 mean the default route and nothing else.", prefix);
        }
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
