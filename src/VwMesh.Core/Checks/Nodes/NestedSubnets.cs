using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>A network behind a node holds narrower ones behind others; these win, as they do in every routing table.</summary>
internal sealed class NestedSubnets() : NetworkCheck("VW3041", Severity.Warning)
{
    internal override IEnumerable<Finding> Find(Mesh mesh) => AllowedPrefixes.Nested(mesh.Network.Nodes, n => n.Subnets)
        .GroupBy(pair => (pair.Outer.Node.Name, pair.Outer.Prefix), pair => pair.Inner.Node.Name)
        .Select(g => new Finding(
            $"{g.Key.Prefix} behind node {Quoted.Show(g.Key.Name)} holds networks behind {Enumeration.Of([.. g.Distinct().Order(NodeName.Comparer)])}; packets for those go there.",
            "Nothing, if you want that; otherwise narrow it with Set-VwNode -Subnets.",
            g.Key.Name, SubnetOfTwo.Key));
}
