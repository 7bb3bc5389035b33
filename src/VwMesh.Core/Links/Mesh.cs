using VwMesh.Model;

namespace VwMesh.Links;

/// <summary>Who can speak with whom in a network: the one place that judges a pair, for Get-VwPeer, the checks and every renderer.</summary>
public sealed class Mesh
{
    private static readonly HashSet<string> NoNames = [];

    private readonly Dictionary<string, HashSet<string>> _blocked = new(NodeName.Comparer);

    /// <summary>Judges the pairs of a network.</summary>
    /// <param name="network">The network.</param>
    public Mesh(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Network = network;
        foreach (var (one, other) in network.Blocked.SelectMany(p => new[] { (p.First, p.Second), (p.Second, p.First) }))
        {
            if (!_blocked.TryGetValue(one, out var others))
                _blocked.Add(one, others = new HashSet<string>(NodeName.Comparer));
            others.Add(other);
        }
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>Which nodes come together by these links, and how many do not.</summary>
    public MeshReach Reach => field ??= new MeshReach(this);

    /// <summary>The links of a node, to every other node of the network, sorted by its name.</summary>
    /// <param name="node">A node of the network.</param>
    /// <returns>One link a peer, blocked and impossible ones too.</returns>
    public IEnumerable<Link> LinksOf(Node node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var blocked = BlockedFor(node);
        return Network.Nodes.Where(peer => !NodeName.Comparer.Equals(peer.Name, node.Name)).Select(peer => Judge(node, peer, blocked));
    }

    /// <summary>The link of one node to another.</summary>
    /// <param name="node">A node of the network.</param>
    /// <param name="peer">Another one.</param>
    /// <returns>The link, as the first node sees it.</returns>
    public Link Between(Node node, Node peer)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(peer);
        return Judge(node, peer, BlockedFor(node));
    }

    /// <summary>The names of the nodes a node may not peer with.</summary>
    /// <param name="node">A node of the network.</param>
    /// <returns>A set that compares without case.</returns>
    public IReadOnlySet<string> BlockedFor(Node node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return _blocked.TryGetValue(node.Name, out var others) ? others : NoNames;
    }

    private static Link Judge(Node node, Node peer, IReadOnlySet<string> blocked)
    {
        if (blocked.Contains(peer.Name))
            return new Link(node, peer, LinkState.Blocked, "peering is forbidden");
        if (FaultOf(node) is { } own)
            return new Link(node, peer, LinkState.Impossible, own);
        if (FaultOf(peer) is { } theirs)
            return new Link(node, peer, LinkState.Impossible, theirs);
        return (node.Endpoint, peer.Endpoint) switch
        {
            (null, null) => new Link(node, peer, LinkState.Impossible, "neither has an endpoint"),
            (null, _) => new Link(node, peer, LinkState.Dials, null),
            (_, null) => new Link(node, peer, LinkState.Dialled, null),
            _ => new Link(node, peer, LinkState.Mutual, null),
        };
    }

    /// <summary>Whether a node has what every link needs.</summary>
    internal static bool IsUsable(Node node) => FaultOf(node) is null;

    /// <summary>Why no other node can have a tunnel with a node, or <see langword="null"/> when one can.</summary>
    internal static string? FaultOf(Node node) =>
        node.PrivateKey is null ? $"{node.Name} has no private key"
        : !node.Tunnels.Any() ? $"{node.Name} has no IPv4 link-layer address"
        : null;
}
