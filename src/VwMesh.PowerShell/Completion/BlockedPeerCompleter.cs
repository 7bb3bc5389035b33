using VwMesh.Model;

namespace VwMesh.Completion;

/// <summary>Offers the peers that are blocked for a node the command line names.</summary>
public sealed class BlockedPeerCompleter : NodeCompleter
{
    private protected override IEnumerable<Node> Among(Network network, TypedCommand command)
    {
        var nodes = command.Nodes();
        return network.Nodes.Where(peer => nodes.Any(node => network.IsBlocked(node, peer.Name)));
    }
}
