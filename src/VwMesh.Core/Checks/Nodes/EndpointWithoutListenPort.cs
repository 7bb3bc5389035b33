using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>The kernel draws the port, and the endpoint cannot know it.</summary>
internal sealed class EndpointWithoutListenPort() : NetworkCheck("VW3024", Severity.Error)
{
    internal override IEnumerable<Finding> Find(Mesh mesh) =>
        mesh.Network.Nodes.Where(n => n is { Endpoint: not null, ListenPort: 0 }).Select(node => new Finding(
            $"The others dial node {Quoted.Show(node.Name)} at {node.Endpoint}, and it has no ListenPort; it listens on a port drawn at each start.",
            $"Set-VwNode -ListenPort {node.Endpoint!.Port}.",
            node.Name, "ListenPort"));
}
