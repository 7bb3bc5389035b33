using VwMesh.Model;

namespace VwMesh.Links;

/// <summary>Who can speak with whom in a network: the one place that judges a pair, for Get-VwPeer, the checks and every renderer.</summary>
public sealed class Mesh
{
    private static readonly HashSet<string> NoNames = [];

    private readonly Dictionary<string, HashSet<string>> _blocked = new(NodeName.Comparer);
    private readonly Dictionary<string, int> _positions = new(NodeName.Comparer);
    private readonly Dictionary<string, LinkSettings> _links;
    private readonly Lazy<RelayPaths> _paths;
    private readonly Lazy<NodeKinds> _kinds;

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
        _links = network.Links.ToDictionary(l => l.Key);
        Usable = [.. network.Nodes.Where(IsUsable)];
        foreach (var (position, node) in Usable.Index())
            _positions.Add(node.Name, position);
        Classes = new TunnelClasses(Usable, network.Peering, network.Links, EndpointFor);
        _paths = new Lazy<RelayPaths>(() => new RelayPaths(this));
        _kinds = new Lazy<NodeKinds>(() => new NodeKinds(this));
        HasShape = !network.Peering.Equals(PeeringRule.FullMesh) || Usable.Any(n => n.Relay);
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>Which nodes come together by these links, and how many do not.</summary>
    public MeshReach Reach => field ??= new MeshReach(this);

    /// <summary>Whether rules or relays shape the mesh. Otherwise every node is a peer of every other that is not blocked.</summary>
    public bool HasShape { get; }

    /// <summary>The nodes that have what a tunnel needs, by name. The positions of nodes are counted in this list.</summary>
    internal IReadOnlyList<Node> Usable { get; }

    /// <summary>The nodes as the rules see them.</summary>
    internal TunnelClasses Classes { get; }

    /// <summary>The ways over relays.</summary>
    internal RelayPaths Paths => _paths.Value;

    /// <summary>The nodes in kinds with the same tunnels and ways.</summary>
    internal NodeKinds Kinds => _kinds.Value;

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

    /// <summary>Whether the configurations of two nodes name each other as peers.</summary>
    /// <param name="node">A node of the network.</param>
    /// <param name="peer">Another one.</param>
    /// <returns><see langword="true"/> for each pair that may have a tunnel. In a mesh without a shape, that is every pair that is not blocked.</returns>
    public bool ArePeers(Node node, Node peer)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(peer);
        return !HasShape ? !BlockedFor(node).Contains(peer.Name)
            : PositionOf(node) is { } one && PositionOf(peer) is { } other && HaveTunnel(one, other);
    }

    /// <summary>Where a node reaches a peer: as the link between them says, or else as the peer describes itself.</summary>
    internal Endpoint? EndpointFor(Node node, Node peer) =>
        _links.Count > 0 && _links.TryGetValue(LinkSettings.KeyOf(node.Name, peer.Name), out var link) && link.Endpoint is { } endpoint ? endpoint : peer.Endpoint;

    private bool HasOwnKey(Node node, Node peer) => _links.Count > 0 && _links.GetValueOrDefault(LinkSettings.KeyOf(node.Name, peer.Name))?.PresharedKey is not null;

    /// <summary>The position of a node; <see langword="null"/> where it lacks what a tunnel needs.</summary>
    internal int? PositionOf(Node node) => _positions.TryGetValue(node.Name, out var position) ? position : null;

    /// <summary>The position of the node with a name; <see langword="null"/> where it lacks what a tunnel needs.</summary>
    internal int? PositionOf(string name) => _positions.TryGetValue(name, out var position) ? position : null;

    /// <summary>Whether two different nodes have a tunnel.</summary>
    internal bool HaveTunnel(int one, int other) =>
        Classes.HaveTunnels(Classes[one], Classes[other]) && one != other && !BlockedFor(Usable[one]).Contains(Usable[other].Name);

    /// <summary>The positions of the nodes with which a node has tunnels, kind after kind.</summary>
    internal IEnumerable<int> TunnelsOf(int position) => Enumerable.Range(0, Kinds.Count).Where(kind => Kinds.HaveTunnels(Kinds[position], kind))
        .SelectMany(Kinds.MembersOf).Where(other => HaveTunnel(position, other));

    private Link Judge(Node node, Node peer, IReadOnlySet<string> blocked)
    {
        if (ReasonAgainst(node, peer, blocked) is { } reason)
        {
            var via = PositionOf(node) is { } from && PositionOf(peer) is { } to ? Paths.Between(from, to) : null;
            return new Link(node, peer, via is not null ? LinkState.Relayed : blocked.Contains(peer.Name) ? LinkState.Blocked : LinkState.Impossible, reason)
            {
                Endpoint = EndpointFor(node, peer),
                Via = via ?? [],
            };
        }
        var (dials, isDialled) = (EndpointFor(node, peer), EndpointFor(peer, node) is not null);
        return new Link(node, peer, !isDialled ? LinkState.Dials : dials is null ? LinkState.Dialled : LinkState.Mutual, null)
        {
            Endpoint = dials,
            HasPresharedKey = Network.PresharedKeySeed is not null || HasOwnKey(node, peer) || HasOwnKey(peer, node),
        };
    }

    // Why two nodes have no tunnel.
    private string? ReasonAgainst(Node node, Node peer, IReadOnlySet<string> blocked) =>
        blocked.Contains(peer.Name) ? "peering is forbidden"
        : FaultOf(node) ?? FaultOf(peer)
        ?? (!TunnelClasses.IsAllowed(Network.Peering, node, peer) ? "no peering rule allows a tunnel"
            : (EndpointFor(node, peer) ?? EndpointFor(peer, node)) is null ? "neither has an endpoint" : null);

    /// <summary>Whether a node has what every link needs.</summary>
    internal static bool IsUsable(Node node) => FaultOf(node) is null;

    /// <summary>Why no other node can have a tunnel with a node, or <see langword="null"/> when one can.</summary>
    internal static string? FaultOf(Node node) =>
        node.PublicKey is null ? $"{node.Name} has no key"
        : !node.Tunnels.Any() ? $"{node.Name} has no IPv4 link-layer address"
        : null;
}
