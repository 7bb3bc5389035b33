using VwMesh.Addressing;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>A link-layer address from elsewhere works, and may meet the same address outside of the mesh.</summary>
internal sealed class UnusualLinkLayerAddress() : NetworkCheck("VW3017", Severity.Information)
{
    internal override IEnumerable<Finding> Find(Mesh mesh) =>
        from node in mesh.Network.Nodes
        from address in node.Tunnels
        where !LinkLayerPool.Holds(address.Address)
        select new Finding(
            $"Node {Quoted.Show(node.Name)} has the link-layer address {address.Address}, which is not one of 169.254.1.0 to 169.254.254.255 (RFC 3927).",
            "Nothing, if the address is used nowhere else where the node has interfaces.",
            node.Name, LinkLayer.Key);
}
