using VwMesh.Addressing;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>AllowedIPs let packets into a tunnel and route none; newcomers take them for the networks behind the node.</summary>
internal sealed class UnroutedAllowedIPs() : NetworkCheck("VW3045", Severity.Warning)
{
    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        // Those have findings of their own, or are what AllowedIPs are for.
        var known = mesh.Network.Pools().Append(LinkLayerPool.Range).Concat(mesh.Network.Nodes.SelectMany(n => n.LinkLayerAddress).Select(a => a.GetNetwork())).Distinct().ToList();
        return from node in mesh.Network.Nodes
               let prefixes = node.AllowedIPs.Where(prefix => !known.Exists(k => NetworkPrefix.Overlap(k, prefix))).Select(p => p.ToString()).ToList()
               where prefixes.Count > 0
               select new Finding(
                   $"Nothing routes {Enumeration.Of(prefixes)} in the AllowedIPs of node {Quoted.Show(node.Name)}: AllowedIPs let packets into its tunnel, and Table = off makes no routes.",
                   "For networks behind the node, Set-VwNode -Subnets in place of -AllowedIPs; nothing, if hooks of yours make routes into the WireGuard interface.",
                   node.Name, AllowedPrefixes.Key);
    }
}
