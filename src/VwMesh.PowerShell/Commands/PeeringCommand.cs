using VwMesh.Binding;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Commands;

/// <summary>A cmdlet that changes what nodes are to others.</summary>
public abstract class PeeringCommand : NodeCommand
{
    // Of the network that was written last.
    private Mesh? _mesh;

    /// <summary>The nodes on the other side.</summary>
    public abstract string[] Peer { get; set; }

    private protected abstract string ActionName { get; }

    /// <summary>Takes the peer from a piped link or row.</summary>
    private protected override void Take(PipedObject piped) => Columns.Take(piped);

    private protected override void Process(string path, string name)
    {
        if (!HasValue(nameof(Peer)))
            throw new VwMeshException("PeerMissing", ErrorKind.InvalidArgument, $"{MyInvocation.MyCommand.Name} needs the other side: -Peer, or a column Peer.", name);
        foreach (var peer in Peer)
        {
            var change = Change(name, peer);
            Propose(path, name, $"{Describe(path, name)} and node {Quoted.Show(peer)}", _ => ActionName,
                (draft, _) => change(draft), network => LinkBetween(network, name, peer));
        }
    }

    /// <summary>The change of the row or object at hand. It runs when the pipeline has ended.</summary>
    private protected abstract Action<NetworkDraft> Change(string name, string peer);

    private Link? LinkBetween(Network network, string name, string peer)
    {
        if (!ReferenceEquals(_mesh?.Network, network))
            _mesh = new Mesh(network);
        return network.Find(name) is { } node && network.Find(peer) is { } other ? _mesh.Between(node, other) : null;
    }
}
