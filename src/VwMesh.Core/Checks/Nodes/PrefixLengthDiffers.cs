using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>An address lies in the pool but does not take the pool for its neighbourhood.</summary>
internal sealed class PrefixLengthDiffers() : NetworkCheck("VW3014", Severity.Warning)
{
    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        var pools = mesh.Network.Pools().ToList();
        return from node in mesh.Network.Nodes
               from address in node.Address
               from pool in pools
               where pool.Contains(address.Address) && pool.PrefixLength != address.PrefixLength
               select new Finding(
                   $"Node {Quoted.Show(node.Name)} has {address} with another prefix length than the pool {pool}; without a route the node does not look for the other addresses in the mesh.",
                   $"Set-VwNode -Address with {address.Address}/{pool.PrefixLength}, unless a routing daemon brings the routes.",
                   node.Name, "Address");
    }
}
