using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>A node's prefix holds narrower ones of others; these win, as they do in every routing table.</summary>
internal sealed class NestedAllowedIPs() : NetworkCheck("VW3011", Severity.Information)
{
    internal override IEnumerable<Finding> Find(Mesh mesh) => AllowedPrefixes.Nested(mesh.Network.Nodes)
        .GroupBy(pair => (pair.Outer.Node.Name, pair.Outer.Prefix), pair => pair.Inner.Node.Name)
        .Select(g => new Finding(
            $"{g.Key.Prefix} in the AllowedIPs of node {Quoted.Show(g.Key.Name)} holds narrower prefixes of {Enumeration.Of([.. g.Distinct().Order(NodeName.Comparer)])}; packets for those go there.",
            "Nothing, if it is meant so; otherwise narrow it with Set-VwNode -AllowedIPs.",
            g.Key.Name, AllowedPrefixes.Key));
}
