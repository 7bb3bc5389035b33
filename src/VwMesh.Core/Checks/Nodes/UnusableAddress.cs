using VwMesh.Addressing;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>An address that means something else than one host: a network, a broadcast, a group, the host itself.</summary>
internal sealed class UnusableAddress() : NetworkCheck("VW3013", Severity.Error)
{
    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        var pools = mesh.Network.Pools().ToList();
        return from node in mesh.Network.Nodes
               from address in node.Address
               let fault = Usability.FaultOf(address, pools)
               where fault is not null
               select new Finding(
                   $"Node {Quoted.Show(node.Name)} has the address {address}, which is {fault}.",
                   "Give it the address of a host with Set-VwNode -Address.",
                   node.Name, "Address");
    }
}
