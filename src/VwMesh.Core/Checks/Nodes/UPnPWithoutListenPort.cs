using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>A router can be asked to forward a port only when there is one.</summary>
internal sealed class UPnPWithoutListenPort() : NetworkCheck("VW3028", Severity.Warning)
{
    internal override IEnumerable<Finding> Find(Mesh mesh) =>
        mesh.Network.Nodes.Where(n => n is { UPnP: true, ListenPort: 0 }).Select(node => new Finding(
            $"UPnP is on at node {Quoted.Show(node.Name)}, which has no ListenPort; there is nothing to ask the router for.",
            "Set-VwNode -ListenPort with a port, or -UPnP:$false.",
            node.Name, "UPnP"));
}
