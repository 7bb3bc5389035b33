using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>The others dial another port than the node listens on, as is right where a router forwards the one to the other.</summary>
internal sealed class EndpointPortDiffers() : NetworkCheck("VW3023", Severity.Information)
{
    internal override IEnumerable<Finding> Find(Mesh mesh) =>
        from node in mesh.Network.Nodes
        where node is { Endpoint: not null, ListenPort: not 0 } && node.Endpoint.Port != node.ListenPort
        select new Finding(
            $"Node {Quoted.Show(node.Name)} listens on port {node.ListenPort}, and the others dial {node.Endpoint}.",
            "Nothing, if a router forwards the port; otherwise Set-VwNode -Endpoint or -ListenPort.",
            node.Name, EndpointPlace.Key);
}
