namespace VwMesh.Model;

/// <summary>A network under change: many changes to one network cost one rebuilding of it. Not for use by several threads.</summary>
public sealed class NetworkDraft
{
    private readonly Dictionary<string, Node> _nodes;
    private readonly HashSet<NodePair> _blocked;
    private readonly Dictionary<string, LinkSettings> _links;

    /// <summary>Begins with a network as it is.</summary>
    /// <param name="network">The network; it stays as it is.</param>
    public NetworkDraft(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Settings = network;
        _nodes = network.Nodes.ToDictionary(n => n.Name, NodeName.Comparer);
        _blocked = [.. network.Blocked];
        _links = network.Links.ToDictionary(l => l.Key);
    }

    /// <summary>The settings of the network; its nodes and blocked pairs are the draft's own.</summary>
    public Network Settings { get; set; }

    /// <summary>The nodes so far, in no order.</summary>
    public IReadOnlyCollection<Node> Nodes => _nodes.Values;

    /// <summary>A node.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <returns>The node as it is in the draft.</returns>
    /// <exception cref="VwMeshException">There is none (<c>NodeNotFound</c>).</exception>
    public Node Get(string name) => _nodes.TryGetValue(name, out var node) ? node
        : throw new VwMeshException("NodeNotFound", ErrorKind.ObjectNotFound,
            $"Network {Quoted.Show(Settings.Name)} has no node {Quoted.Show(name)}{HintFor(name)}", name);

    private string HintFor(string name) =>
        name.AsSpan().IndexOfAny("*?[") >= 0 ? "; a change takes no wildcards in names. Get-VwNode does, and pipes the nodes: Get-VwNode NETWORK PATTERN | ..."
        : SimilarName.Of(name, _nodes.Keys) is { } similar ? $"; did you mean {Quoted.Show(similar)}?"
        : "; Get-VwNode lists the nodes it has.";

    /// <summary>A node, or <see langword="null"/>.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <returns>The node as it is in the draft.</returns>
    public Node? Find(string name) => _nodes.GetValueOrDefault(name);

    /// <summary>Adds a node.</summary>
    /// <param name="node">The node.</param>
    /// <exception cref="VwMeshException">Its name is taken (<c>NodeExists</c>).</exception>
    public void Add(Node node)
    {
        ArgumentNullException.ThrowIfNull(node);
        RequireFree(node.Name);
        _nodes.Add(node.Name, node);
    }

    /// <summary>Puts a node in the place of the one with its name.</summary>
    /// <param name="node">The node.</param>
    public void Replace(Node node)
    {
        ArgumentNullException.ThrowIfNull(node);
        _nodes[node.Name] = node;
    }

    /// <summary>Removes a node, and every block and link it is part of.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="VwMeshException">There is none (<c>NodeNotFound</c>).</exception>
    public void Remove(string name)
    {
        _nodes.Remove(Get(name).Name);
        _blocked.RemoveWhere(pair => pair.Contains(name));
        foreach (var link in LinksWith(name))
            _links.Remove(link.Key);
    }

    /// <summary>Gives a node another name; blocks and links follow.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="newName">The new name; the same in another case is another name.</param>
    /// <returns>The node under its new name.</returns>
    /// <exception cref="VwMeshException">There is no such node (<c>NodeNotFound</c>), the new name is taken (<c>NodeExists</c>) or none (<c>InvalidNodeName</c>).</exception>
    public Node Rename(string name, string newName)
    {
        var node = Get(name);
        var renamed = node with { Name = newName };
        if (!NodeName.Comparer.Equals(name, renamed.Name))
            RequireFree(renamed.Name);
        _nodes.Remove(node.Name);
        _nodes.Add(renamed.Name, renamed);
        foreach (var pair in _blocked.Where(pair => pair.Contains(name)).ToList())
        {
            _blocked.Remove(pair);
            _blocked.Add(new NodePair(renamed.Name, pair.Other(name)));
        }
        foreach (var link in LinksWith(name))
        {
            _links.Remove(link.Key);
            var after = link with
            {
                From = NodeName.Comparer.Equals(link.From, name) ? renamed.Name : link.From,
                To = NodeName.Comparer.Equals(link.To, name) ? renamed.Name : link.To,
            };
            _links.Add(after.Key, after);
        }
        return renamed;
    }

    /// <summary>Changes how a node reaches a peer.</summary>
    /// <param name="from">The name of the node.</param>
    /// <param name="to">The name of the peer.</param>
    /// <param name="change">Gives the link its settings. A link without any is removed.</param>
    /// <exception cref="VwMeshException">One does not exist (<c>NodeNotFound</c>), or both are the same (<c>SameNode</c>).</exception>
    public void ChangeLink(string from, string to, Func<LinkSettings, LinkSettings> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var names = (From: Get(from).Name, To: Get(to).Name);
        if (NodeName.Comparer.Equals(names.From, names.To))
            throw new VwMeshException("SameNode", ErrorKind.InvalidArgument, $"{Quoted.Show(from)} has no link to itself; name two nodes.", from);
        var link = change(_links.GetValueOrDefault(LinkSettings.KeyOf(from, to)) ?? new LinkSettings(names.From, names.To));
        _links.Remove(link.Key);
        if (!link.IsEmpty)
            _links.Add(link.Key, link);
    }

    /// <summary>Gives a pair a preshared key of its own, whichever of its links has one now.</summary>
    /// <param name="one">The name of a node: its link has the key.</param>
    /// <param name="other">The name of its peer.</param>
    /// <param name="key">The key, or <see langword="null"/> for none of its own.</param>
    /// <exception cref="VwMeshException">As <see cref="ChangeLink"/>.</exception>
    public void SetPresharedKey(string one, string other, PresharedKey? key)
    {
        ChangeLink(one, other, link => link with { PresharedKey = key });
        ChangeLink(other, one, link => link with { PresharedKey = null });
    }

    /// <summary>Forbids two nodes to peer.</summary>
    /// <param name="one">A node's name.</param>
    /// <param name="other">Another's.</param>
    /// <returns><see langword="false"/> when they were blocked already.</returns>
    /// <exception cref="VwMeshException">One does not exist (<c>NodeNotFound</c>), or both are the same (<c>SameNode</c>).</exception>
    public bool Block(string one, string other)
    {
        var pair = new NodePair(Get(one).Name, Get(other).Name);
        return NodeName.Comparer.Equals(pair.First, pair.Second)
            ? throw new VwMeshException("SameNode", ErrorKind.InvalidArgument,
                $"{Quoted.Show(one)} cannot be blocked from itself; name two nodes.", one)
            : _blocked.Add(pair);
    }

    /// <summary>Allows two nodes to peer again.</summary>
    /// <param name="one">A node's name.</param>
    /// <param name="other">Another's.</param>
    /// <returns><see langword="false"/> when they were not blocked.</returns>
    /// <exception cref="VwMeshException">One does not exist (<c>NodeNotFound</c>).</exception>
    public bool Unblock(string one, string other) => _blocked.Remove(new NodePair(Get(one).Name, Get(other).Name));

    /// <summary>The network as the draft has it.</summary>
    /// <returns>The network.</returns>
    public Network ToNetwork() => (Settings with { Blocked = _blocked.ToHashSet(), Links = _links.Values.ToValueList() }).WithNodes(_nodes.Values);

    private List<LinkSettings> LinksWith(string name) => [.. _links.Values.Where(l => NodeName.Comparer.Equals(l.From, name) || NodeName.Comparer.Equals(l.To, name))];

    internal void RequireFree(string name)
    {
        if (_nodes.TryGetValue(name, out var taken))
        {
            throw new VwMeshException("NodeExists", ErrorKind.ResourceExists,
                $"Network {Quoted.Show(Settings.Name)} already has a node {Quoted.Show(taken.Name)}; choose another name (case does not count).", name);
        }
    }
}
