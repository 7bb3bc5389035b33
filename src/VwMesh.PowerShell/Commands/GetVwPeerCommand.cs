using System.Management.Automation;
using VwMesh.Binding;
using VwMesh.Completion;
using VwMesh.Links;
using VwMesh.Model;
using VwMesh.Output;

namespace VwMesh.Commands;

/// <summary>Shows the links of nodes: who dials whom, which are blocked, which are impossible and why.</summary>
[Cmdlet(VerbsCommon.Get, "VwPeer")]
[OutputType(typeof(VwPeer))]
public sealed class GetVwPeerCommand : NodeReadingCommand
{
    private readonly PeerSelection _peers = new();

    /// <summary>The names of the peers, with or without wildcards; without it, all.</summary>
    [Parameter(Position = 2)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NodeCompleter))]
    public string[]? Peer { get; set; }

    private protected override void Take(PipedObject piped, PipedNode node) => _peers.Take(piped, node);

    private protected override void Process(Network network, IReadOnlyList<Node> nodes)
    {
        foreach (var name in PeerSelection.Unknown(Peer, network))
            WriteNotFound(name, [network]);
        var isChosen = _peers.Of(Peer);
        var mesh = new Mesh(network);
        foreach (var node in nodes)
            WriteObject(mesh.LinksOf(node).Where(isChosen), enumerateCollection: true);
    }
}
