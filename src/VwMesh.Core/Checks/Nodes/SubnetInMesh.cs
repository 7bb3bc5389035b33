using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>A network behind a node has addresses of the mesh itself, which every node reaches directly.</summary>
internal sealed class SubnetInMesh() : NetworkCheck("VW3043", Severity.Error)
{
    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        var ranges = mesh.Network.Pools().Concat(mesh.Network.Nodes.SelectMany(n => n.Address.Concat(n.LinkLayerAddress)).Select(a => a.GetNetwork())).Distinct().ToList();
        return from node in mesh.Network.Nodes
               from subnet in node.Subnets
               let range = ranges.FindIndex(r => NetworkPrefix.Overlap(r, subnet))
               where range >= 0
               select new Finding(
                   $"{subnet} behind node {Quoted.Show(node.Name)} overlaps {ranges[range]}, where addresses of the mesh are; a route to it would take packets from their nodes.",
                   "Name the networks behind the node without the mesh's own with Set-VwNode -Subnets, or give the mesh another pool with Set-VwNetwork -Renumber.",
                   node.Name, SubnetOfTwo.Key);
    }
}
