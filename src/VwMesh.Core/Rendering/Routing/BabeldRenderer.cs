using System.Net;
using System.Text;
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
    /// <param name="redistribute">Prefixes behind the node: routes of the host within them are announced to the mesh.</param>
    /// <returns>The file's text.</returns>
    /// <exception cref="VwMeshException">The network's name cannot name an interface (<c>InvalidNetworkName</c>).</exception>
    public static string Render(Network network, Node node, IEnumerable<IPNetwork> redistribute)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(redistribute);
        var text = new StringBuilder();
        Line(text, HeadComment.FirstLine(NetworkName.Parse(network.Name), node.Name));
        // Without split horizon a node relays between two that do not hear each other; the type is written out, since what babeld takes
        // the interface for depends on the kernel.
        Line(text, $"interface v{network.Name} type tunnel split-horizon false");
        foreach (var pool in new[] { network.AddressPoolIPv4, network.AddressPoolIPv6 }.OfType<IPNetwork>())
            Line(text, $"redistribute local ip {pool} allow");
        foreach (var prefix in redistribute.Distinct())
        {
            Line(text, $"redistribute local ip {prefix} allow");
            Line(text, $"redistribute ip {prefix} allow");
            // Routes of ip-route(8) count as made at boot (protocol 3), which a rule without a protocol passes over.
            Line(text, $"redistribute proto 3 ip {prefix} allow");
        }
        Line(text, "redistribute local deny");
        Line(text, "redistribute deny");
        return text.ToString();
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
