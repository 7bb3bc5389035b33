using VwMesh.Model;

namespace VwMesh.Completion;

/// <summary>Offers the peers that are not yet blocked for every node the command line names.</summary>
public sealed class BlockablePeerCompleter : NodeCompleter
{
    private protected override IEnumerable<Node> Among(Network network, TypedCommand command)
    {
        var nodes = command.Nodes();
        return network.Nodes.Where(peer => !nodes.Contains(peer.Name, NodeName.Comparer)
            && (nodes.Count == 0 || nodes.Any(node => !network.IsBlocked(node, peer.Name))));
    }
}
