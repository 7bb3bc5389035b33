using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>WireGuard and VXLAN each need a UDP port of the host for themselves.</summary>
internal sealed class ListenPortIsVxlanPort() : NetworkCheck("VW3025", Severity.Error)
{
    internal override IEnumerable<Finding> Find(Mesh mesh) =>
        mesh.Network.Nodes.Where(n => n.ListenPort == mesh.Network.VxlanPort).Select(node => new Finding(
            $"WireGuard on node {Quoted.Show(node.Name)} listens on UDP port {node.ListenPort}, which is the network's VXLAN port; the second of the two does not start.",
            "Set-VwNode -ListenPort with another port; the endpoint may have to follow.",
            node.Name, "ListenPort"));
}
