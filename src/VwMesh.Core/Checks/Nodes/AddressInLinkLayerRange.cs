using VwMesh.Addressing;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>An address's prefix overlaps that of the tunnel below, so that the tunnel's packets may be routed into the mesh that they carry.</summary>
internal sealed class AddressInLinkLayerRange() : NetworkCheck("VW3015", Severity.Error)
{
    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        // Where the pool itself is there, that is said of the pool, once.
        var saidOfPool = mesh.Network.AddressPoolIPv4 is { } pool && NetworkPrefix.Overlap(pool, LinkLayerPool.Range) ? pool : default(System.Net.IPNetwork?);
        return from node in mesh.Network.Nodes
               from address in node.Address
               where saidOfPool?.Contains(address.Address) != true
               let linkLayer = node.LinkLayerAddress.FirstOrDefault(l => NetworkPrefix.Overlap(l.GetNetwork(), address.GetNetwork()))
               where linkLayer is not null
               select new Finding(
                   $"The address {address} of node {Quoted.Show(node.Name)} overlaps {linkLayer.GetNetwork()}, where its link-layer address is; the node would route the tunnel's packets into the mesh.",
                   "Give the node an address in another range with Set-VwNode -Address.",
                   node.Name, "Address");
    }
}
