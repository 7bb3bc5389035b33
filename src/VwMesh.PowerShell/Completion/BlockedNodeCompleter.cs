using VwMesh.Model;

namespace VwMesh.Completion;

/// <summary>Offers the nodes that some other node may not peer with.</summary>
public sealed class BlockedNodeCompleter : NodeCompleter
{
    private protected override IEnumerable<Node> Among(Network network, TypedCommand command)
    {
        var blocked = network.Blocked.SelectMany(p => new[] { p.First, p.Second }).ToHashSet(NodeName.Comparer);
        return network.Nodes.Where(n => blocked.Contains(n.Name));
    }
}
