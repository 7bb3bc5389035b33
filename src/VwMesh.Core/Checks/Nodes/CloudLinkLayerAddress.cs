using VwMesh.Addressing;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>Clouds serve their machines at certain link-local addresses; a node that has one of them takes it from its own machine.</summary>
internal sealed class CloudLinkLayerAddress() : NetworkCheck("VW3016", Severity.Warning)
{
    internal override IEnumerable<Finding> Find(Mesh mesh) =>
        from node in mesh.Network.Nodes
        from address in node.LinkLayerAddress
        where LinkLayerPool.IsCloudService(address.Address)
        select new Finding(
            $"Node {Quoted.Show(node.Name)} has the link-layer address {address.Address}, at which clouds serve metadata, time or names; machines there lose that service.",
            "Give it another one with Set-VwNode -LinkLayerAddress, such as 169.254.7.1/16.",
            node.Name, LinkLayer.Key);
}
