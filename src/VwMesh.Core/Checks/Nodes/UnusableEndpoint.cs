using VwMesh.Addressing;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>Nobody is reached at this place from another host.</summary>
internal sealed class UnusableEndpoint() : NetworkCheck("VW3021", Severity.Error)
{
    internal override IEnumerable<Finding> Find(Mesh mesh) =>
        from node in mesh.Network.Nodes.Where(n => n.Endpoint is not null)
        let fault = Usability.FaultOf(node.Endpoint!)
        where fault is not null
        select new Finding(
            $"The others cannot reach node {Quoted.Show(node.Name)} at {node.Endpoint}: it is {fault}.",
            "Set-VwNode -Endpoint with what the others see of it, or '' where they do not.",
            node.Name, EndpointPlace.Key);
}
