using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>VXLAN travels between IPv4 link-layer addresses; without one a node has no configuration.</summary>
internal sealed class MissingLinkLayerAddress() : NetworkCheck("VW3003", Severity.Error)
{
    internal override IEnumerable<Finding> Find(Mesh mesh) => mesh.Network.Nodes.Where(n => !n.Tunnels.Any()).Select(node => new Finding(
        $"Node {Quoted.Show(node.Name)} has no IPv4 link-layer address, between which VXLAN travels.",
        "Set-VwNode -LinkLayerAddress with one of 169.254.192.0 to 169.254.254.255 that no other node has, such as 169.254.200.1/16.",
        node.Name, LinkLayer.Key));
}
