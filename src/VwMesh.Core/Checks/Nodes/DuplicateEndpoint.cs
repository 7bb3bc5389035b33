using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>Two nodes cannot be at one place: one of them is never reached there.</summary>
internal sealed class DuplicateEndpoint() : NetworkCheck("VW3009", Severity.Error)
{
    internal override IEnumerable<Finding> Find(Mesh mesh) =>
        Duplicates.Of(mesh.Network.Nodes.Where(n => n.Endpoint is not null).Select(n => (n, EndpointPlace.Of(n.Endpoint!)))).Select(d => new Finding(
            $"Node {Quoted.Show(d.Node.Name)} has the endpoint {d.Node.Endpoint}, which is also that of {Quoted.Show(d.First.Name)}; one of the two is never reached there.",
            "Correct it with Set-VwNode -Endpoint; behind one address each node needs a port of its own.",
            d.Node.Name, EndpointPlace.Key));
}
