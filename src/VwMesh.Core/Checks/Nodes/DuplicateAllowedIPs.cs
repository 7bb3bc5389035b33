using System.Net;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>A prefix can lead to one peer only; of two that have it, wg lets the last one win (wg(8), AllowedIPs).</summary>
internal sealed class DuplicateAllowedIPs() : NetworkCheck("VW3010", Severity.Error)
{
    internal override IEnumerable<Finding> Find(Mesh mesh) =>
        Duplicates.Of(mesh.Network.Nodes.SelectMany(n => n.AllowedIPs, (n, p) => (n, p)))
            // A link-layer address that both have is said of the address already.
            .Where(d => !(IsLinkLayer(d.Node, d.Value) && IsLinkLayer(d.First, d.Value)))
            .Select(d => new Finding(
                $"Node {Quoted.Show(d.Node.Name)} has {d.Value} in AllowedIPs, and so has {Quoted.Show(d.First.Name)}; wg gives the prefix to one of them and takes it from the other.",
                "Take it from one node: Set-VwNode -AllowedIPs with its further prefixes. Two gateways that replace each other need a routing daemon on the VXLAN interface (Export-VwRoutingConfig); AllowedIPs cannot fail over.",
                d.Node.Name, AllowedPrefixes.Key));

    private static bool IsLinkLayer(Node node, IPNetwork prefix) => node.LinkLayerAddress.Any(a => a.GetHostRoute() == prefix);
}
