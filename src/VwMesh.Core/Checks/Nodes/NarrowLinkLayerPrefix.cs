using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>VXLAN finds the others' link-layer addresses by the prefix of the node's own; what is outside of it is not found.</summary>
internal sealed class NarrowLinkLayerPrefix() : NetworkCheck("VW3018", Severity.Error)
{
    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        var nodes = mesh.Network.Nodes.Where(n => n.Tunnels.Any()).ToList();
        // The prefix that most nodes have is right; the others are measured by it, so that one slip is one diagnostic.
        var usual = nodes.SelectMany(n => n.Tunnels).GroupBy(a => a.GetNetwork()).MaxBy(g => g.Count())?.Key;
        return nodes.Count < 2 ? [] : nodes
            .Where(n => !n.Tunnels.Any(a => a.GetNetwork().Contains(usual!.Value) && usual.Value.Contains(a.Address)))
            .Select(node => new Finding(
                $"Node {Quoted.Show(node.Name)} has the link-layer address {node.Tunnels.First()}; most nodes are in {usual}. Packets do not find their way between them.",
                $"Give it an address in {usual}, with /{usual!.Value.PrefixLength}, by Set-VwNode -LinkLayerAddress.",
                node.Name, LinkLayer.Key));
    }
}
