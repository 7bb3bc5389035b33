using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>Two nodes have the same link-layer address; WireGuard sends all its packets to only one of them.</summary>
internal sealed class DuplicateLinkLayerAddress() : NetworkCheck("VW3005", Severity.Error)
{
    internal override IEnumerable<Finding> Find(Mesh mesh) =>
        Duplicates.Of(mesh.Network.Nodes.SelectMany(n => n.LinkLayerAddress, (n, a) => (n, a.Address))).Select(d => new Finding(
            $"Node {Quoted.Show(d.Node.Name)} has the link-layer address {d.Value}, which is also that of {Quoted.Show(d.First.Name)}; only one of them would get packets.",
            "Give it one of its own with Set-VwNode -LinkLayerAddress; AllowedIPs follow.",
            d.Node.Name, LinkLayer.Key));
}
