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
    // The peers of piped links, by the node they are seen from.
    private readonly Dictionary<PipedNode, HashSet<string>> _links = [];

    /// <summary>The names of the peers, with or without wildcards; without it, all.</summary>
    [Parameter(Position = 2)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NodeCompleter))]
    public string[]? Peer { get; set; }

    private protected override void Take(PipedObject piped, PipedNode node)
    {
        if (piped.TextOf(nameof(Peer)) is not { } peer)
            _links[node] = [];
        else if (!_links.TryGetValue(node, out var peers))
            _links.Add(node, new HashSet<string>(NodeName.Comparer) { peer });
        else if (peers.Count > 0)
            peers.Add(peer);
    }

    private protected override void Process(Network network, IReadOnlyList<Node> nodes)
    {
        foreach (var name in (Peer ?? []).Where(p => !WildcardPattern.ContainsWildcardCharacters(p) && network.Find(p) is null))
            WriteNotFound(name, [network]);
        var patterns = Peer?.Select(p => WildcardPattern.Get(p, WildcardOptions.IgnoreCase)).ToArray();
        var mesh = new Mesh(network);
        foreach (var node in nodes)
        {
            WriteObject(mesh.LinksOf(node).Where(link => (patterns is null || patterns.Any(p => p.IsMatch(link.Peer.Name)))
                && (PipedNode.In(_links, node) is not { Count: > 0 } peers || peers.Contains(link.Peer.Name))), enumerateCollection: true);
        }
    }
}
