using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>The other nodes would route the tunnel's own packets into the mesh that they carry.</summary>
internal sealed class SubnetHoldsEndpoint() : NetworkCheck("VW3042", Severity.Error)
{
    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        var dialled = mesh.Network.Nodes.Where(n => n.Endpoint?.Address is not null).ToList();
        return from node in mesh.Network.Nodes
               from subnet in node.Subnets
               let peer = dialled.Find(n => subnet.Contains(n.Endpoint!.Address!))
               where peer is not null
               select new Finding(
                   $"{subnet} behind node {Quoted.Show(node.Name)} holds {peer.Endpoint!.Host}, the endpoint of node {Quoted.Show(peer.Name)}; every node would send the packets of its tunnels into the mesh.",
                   "Name narrower networks with Set-VwNode -Subnets, or give the node an endpoint outside of them.",
                   node.Name, SubnetOfTwo.Key);
    }
}
