using System.Management.Automation;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Binding;

/// <summary>The peers that a command is about: those of piped links, and those that the command line names.</summary>
internal sealed class PeerSelection
{
    // The peers of piped links, by the node they are seen from. None: all its peers.
    private readonly Dictionary<PipedNode, HashSet<string>> _links = [];

    /// <summary>Takes the peer of a piped link or row.</summary>
    internal void Take(PipedObject piped, PipedNode node)
    {
        if (piped.TextOf("Peer") is not { } peer)
            _links[node] = [];
        else if (!_links.TryGetValue(node, out var peers))
            _links.Add(node, new HashSet<string>(NodeName.Comparer) { peer });
        else if (peers.Count > 0)
            peers.Add(peer);
    }

    /// <summary>Whether a link is one of the selection.</summary>
    /// <param name="names">The names of peers, with or without wildcards; <see langword="null"/> for all.</param>
    internal Func<Link, bool> Of(string[]? names)
    {
        var patterns = names?.Select(n => WildcardPattern.Get(n, WildcardOptions.IgnoreCase)).ToArray();
        return link => (patterns is null || patterns.Any(p => p.IsMatch(link.Peer.Name)))
            && (PipedNode.In(_links, link.Node) is not { Count: > 0 } peers || peers.Contains(link.Peer.Name));
    }

    /// <summary>The names that are in no way a node's.</summary>
    internal static IEnumerable<string> Unknown(string[]? names, Network network) =>
        (names ?? []).Where(n => !WildcardPattern.ContainsWildcardCharacters(n) && network.Find(n) is null);
}
