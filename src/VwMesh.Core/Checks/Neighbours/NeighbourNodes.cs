using VwMesh.Model;

namespace VwMesh.Checks.Neighbours;

/// <summary>Nodes of two networks that are taken for the same machine, because they have the same name.</summary>
internal static class NeighbourNodes
{
    internal static IEnumerable<(Node Own, Node Other)> SharedWith(this Network network, Network neighbour) =>
        neighbour.Nodes.Select(n => (Own: network.Find(n.Name), Other: n)).Where(p => p.Own is not null).Select(p => (p.Own!, p.Other));
}
