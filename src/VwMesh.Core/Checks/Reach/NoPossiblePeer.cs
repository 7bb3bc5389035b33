using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Reach;

/// <summary>A node that can have no link with any other.</summary>
internal sealed class NoPossiblePeer() : NetworkCheck("VW4001", Severity.Warning)
{
    internal override IEnumerable<Finding> Find(Mesh mesh) => mesh.Reach.CutOff.Where(Mesh.IsUsable).Select(node => new Finding(
        $"Node {Quoted.Show(node.Name)} can connect with no other node: each is {(node.Endpoint is null ? "without endpoint as well, or blocked" : "blocked, or not usable")}{(mesh.Network.Peering.Equals(PeeringRule.FullMesh) ? "" : ", or no peering rule allows it a tunnel")}.",
        node.Endpoint is null
            ? "Set-VwNode -Endpoint for it, or for a node that all can reach; Get-VwPeer shows why each link is impossible."
            : "Unblock-VwPeer allows a peering; Get-VwPeer shows which are blocked.",
        node.Name));
}
