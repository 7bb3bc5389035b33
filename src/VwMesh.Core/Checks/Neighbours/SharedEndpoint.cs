using VwMesh.Checks.Nodes;
using VwMesh.Model;

namespace VwMesh.Checks.Neighbours;

/// <summary>One place cannot be the endpoint of two networks.</summary>
internal sealed class SharedEndpoint() : NeighbourCheck("VW5002", Severity.Error)
{
    internal override IEnumerable<Finding> Find(Network network, IReadOnlyList<Network> neighbours)
    {
        var places = network.Nodes.Where(n => n.Endpoint is not null).ToLookup(n => EndpointPlace.Of(n.Endpoint!));
        return from neighbour in neighbours
               from other in neighbour.Nodes.Where(n => n.Endpoint is not null)
               from node in places[EndpointPlace.Of(other.Endpoint!)].Take(1)
               select new Finding(
                   $"Node {Quoted.Show(node.Name)} has the endpoint {node.Endpoint}, which is that of node {Quoted.Show(other.Name)} in network {Quoted.Show(neighbour.Name)}; one of the two networks does not reach its node there.",
                   "Give one of them another port, with Set-VwNode -ListenPort and -Endpoint.",
                   node.Name, EndpointPlace.Key);
    }
}
