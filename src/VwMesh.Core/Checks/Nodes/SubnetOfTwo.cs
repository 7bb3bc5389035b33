using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>A network is behind two nodes: every node has one route to it, and which gateway that has is chance.</summary>
internal sealed class SubnetOfTwo() : NetworkCheck("VW3040", Severity.Error)
{
    internal const string Key = "Subnets";

    internal override IEnumerable<Finding> Find(Mesh mesh) =>
        Duplicates.Of(mesh.Network.Nodes.SelectMany(n => n.Subnets, (n, s) => (n, s))).Select(d => new Finding(
            $"{d.Value} is behind node {Quoted.Show(d.Node.Name)} and behind {Quoted.Show(d.First.Name)}; a route to it has one gateway.",
            "Keep it at one node: Set-VwNode -Subnets changes those of a node. Two sites with the same addresses need NAT, or new addresses.",
            d.Node.Name, Key));
}
