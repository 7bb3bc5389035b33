using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Reach;

/// <summary>A relay that has tunnels with fewer than two nodes.</summary>
internal sealed class RelayForNobody() : NetworkCheck("VW4008", Severity.Warning)
{
    internal override IEnumerable<Finding> Find(Mesh mesh) => mesh.Network.Nodes.Count < 3 ? [] : mesh.Usable.Index()
        .Where(n => n.Item.Relay && mesh.TunnelsOf(n.Index).Take(2).Count() < 2)
        .Select(n => new Finding(
            $"Node {Quoted.Show(n.Item.Name)} is a relay and forwards for nobody: it has {(mesh.TunnelsOf(n.Index).Any() ? "a tunnel with one node alone" : "no tunnel")}.",
            n.Item.Endpoint is null
                ? "Set-VwNode -Endpoint makes it reachable, Set-VwNetwork -Peering allows it more tunnels, Set-VwNode -Relay:$false ends its role."
                : "Set-VwNetwork -Peering and Unblock-VwPeer allow it more tunnels, Set-VwNode -Relay:$false ends its role.",
            n.Item.Name, "Relay"));
}
