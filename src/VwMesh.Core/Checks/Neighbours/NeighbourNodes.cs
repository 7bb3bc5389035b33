using VwMesh.Addressing;
using VwMesh.Model;

namespace VwMesh.Checks.Neighbours;

/// <summary>Nodes of two networks that <see cref="Machine"/> takes to be on the same machine.</summary>
internal static class NeighbourNodes
{
    internal static IEnumerable<(Node Own, Node Other)> SharedWith(this Network network, Network neighbour)
    {
        var own = Machine.ByMark(network.Nodes);
        return neighbour.Nodes.SelectMany(other => own.On(other).Select(node => (node, other)));
    }
}
