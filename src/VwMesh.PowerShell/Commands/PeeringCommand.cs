using VwMesh.Binding;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Commands;

/// <summary>A cmdlet that allows or forbids peering between nodes.</summary>
public abstract class PeeringCommand : NodeCommand
{
    /// <summary>The nodes on the other side.</summary>
    public abstract string[] Peer { get; set; }

    private protected abstract string Action { get; }

    /// <summary>Takes the peer from a piped link or row.</summary>
    private protected override void Take(PipedObject piped) => Columns.Take(piped);

    private protected override void Process(string path, string name)
    {
        if (!HasValue(nameof(Peer)))
            throw new VwMeshException("PeerMissing", ErrorKind.InvalidArgument, $"{MyInvocation.MyCommand.Name} needs the other side: -Peer, or a column Peer.", name);
        foreach (var peer in Peer)
        {
            Propose(path, name, $"{Describe(path, name)} and node {Quoted.Show(peer)}", _ => Action,
                (draft, _) => Apply(draft, name, peer), network => LinkBetween(network, name, peer));
        }
    }

    private protected abstract void Apply(NetworkDraft draft, string name, string peer);

    private static Link? LinkBetween(Network network, string name, string peer) =>
        network.Find(name) is { } node && network.Find(peer) is { } other ? new Mesh(network).Between(node, other) : null;
}
