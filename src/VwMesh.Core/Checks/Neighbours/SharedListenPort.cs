using VwMesh.Checks.Nodes;
using VwMesh.Model;

namespace VwMesh.Checks.Neighbours;

/// <summary>Two networks of one machine want the same UDP port. Where the endpoints are the same too, that is said of them.</summary>
internal sealed class SharedListenPort() : NeighbourCheck("VW5003", Severity.Warning)
{
    internal override IEnumerable<Finding> Find(Network network, IReadOnlyList<Network> neighbours) =>
        from neighbour in neighbours
        from pair in network.SharedWith(neighbour)
        where pair.Own.ListenPort != 0 && pair.Own.ListenPort == pair.Other.ListenPort
            && (pair.Own.Endpoint is null || pair.Other.Endpoint is null || EndpointPlace.Of(pair.Own.Endpoint) != EndpointPlace.Of(pair.Other.Endpoint))
        select new Finding(
            $"Node {Quoted.Show(pair.Own.Name)} is also in network {Quoted.Show(neighbour.Name)}, with the same ListenPort {pair.Own.ListenPort}; if that is the same machine, the second of the two does not start.",
            "Give it another port in one of them, with Set-VwNode -ListenPort.",
            pair.Own.Name, "ListenPort");
}
