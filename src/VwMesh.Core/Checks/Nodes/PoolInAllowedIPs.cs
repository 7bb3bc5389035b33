using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>AllowedIPs route inside WireGuard; the mesh's own addresses travel in VXLAN, between link-layer addresses.</summary>
internal sealed class PoolInAllowedIPs() : NetworkCheck("VW3020", Severity.Information)
{
    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        var pools = mesh.Network.Pools().ToList();
        return from node in mesh.Network.Nodes
               from prefix in node.AllowedIPs
               let overlapped = pools.FindIndex(p => NetworkPrefix.Overlap(p, prefix))
               where overlapped >= 0
               select new Finding(
                   $"{prefix} in the AllowedIPs of node {Quoted.Show(node.Name)} overlaps the pool {pools[overlapped]}; that is not needed, since the pool's addresses travel in VXLAN, between link-layer addresses.",
                   "Take it out with Set-VwNode -AllowedIPs, unless routes of yours lead into the WireGuard interface.",
                   node.Name, AllowedPrefixes.Key);
    }
}
