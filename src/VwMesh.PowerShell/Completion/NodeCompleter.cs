using VwMesh.Model;

namespace VwMesh.Completion;

/// <summary>Offers the nodes of the networks that the command line means.</summary>
public class NodeCompleter : VwCompleter
{
    private protected override IEnumerable<Candidate> Candidates(TypedCommand command) =>
        command.Networks().SelectMany(network => Among(network, command).Select(Offer));

    private protected virtual IEnumerable<Node> Among(Network network, TypedCommand command) => network.Nodes;

    private static Candidate Offer(Node node) => new(node.Name, () =>
        $"{node.Network.Name}: {(node.Address.Count > 0 ? node.Address.ToString() : "no address")}, {node.Endpoint?.ToString() ?? "no endpoint"}");
}
