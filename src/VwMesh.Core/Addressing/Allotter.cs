using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using VwMesh.Model;

namespace VwMesh.Addressing;

/// <summary>Gives the nodes of one network what they lack: addresses, keys, a port; never what another node has.</summary>
public sealed class Allotter
{
    // The range the Linux kernel draws ephemeral ports from, as vwgen does (ip-sysctl, ip_local_port_range).
    private const int FirstPort = 32768;
    private const int LastPort = 60999;

    private readonly NetworkDraft _draft;
    private readonly AddressRegister _register;
    private readonly HostRange? _hosts;
    private readonly Lazy<IReadOnlyCollection<Network>> _neighbours;
    private readonly Lazy<HashSet<IPAddress>> _linkLayerOfNeighbours;
    private readonly KeySource _keys;

    /// <summary>Allots from the pools of a network.</summary>
    /// <param name="draft">The network; the allotter reads its nodes once, now.</param>
    /// <param name="neighbours">Gives the networks whose nodes may be on the same machines; called once, when an address or a port is drawn.</param>
    public Allotter(NetworkDraft draft, Func<IReadOnlyCollection<Network>>? neighbours = null)
    {
        ArgumentNullException.ThrowIfNull(draft);
        _draft = draft;
        _register = new AddressRegister(draft.Nodes, draft.Settings.AddressPoolIPv6);
        _hosts = draft.Settings.AddressPoolIPv4 is { } pool ? HostRange.Of(pool, _register.IsTaken) : null;
        _neighbours = new Lazy<IReadOnlyCollection<Network>>(neighbours ?? (() => []));
        _linkLayerOfNeighbours = new Lazy<HashSet<IPAddress>>(() =>
            [.. _neighbours.Value.SelectMany(network => network.Nodes).SelectMany(node => node.LinkLayerAddress).Select(a => a.Address)]);
        _keys = new KeySource(draft.Settings.AddressPoolIPv6, _register);
    }

    /// <summary>Adds a node; what the settings leave open is allotted.</summary>
    /// <param name="name">The name.</param>
    /// <param name="settings">What is given.</param>
    /// <returns>The node as added to the draft.</returns>
    /// <exception cref="VwMeshException">A value is wrong or taken, or a pool is full.</exception>
    public Node Add(string name, NodeChange settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var node = new Node(name) { Network = _draft.Settings.Identity, IPv6Pool = _draft.Settings.AddressPoolIPv6 };
        _draft.RequireFree(node.Name);
        node = (settings with
        {
            Address = settings.Address ?? NextAddress(),
            LinkLayerAddress = settings.LinkLayerAddress ?? DrawLinkLayerAddress(),
            ListenPort = settings.ListenPort ?? PortOf(settings.Endpoint) ?? DrawPort(settings.ApplyTo(node with { ListenPort = FirstPort })),
            PrivateKey = settings.PrivateKey ?? (settings.PublicKey is null && !settings.KeyOnNode ? _keys.Next() : null),
        }).ApplyTo(node);
        if (settings.PrivateKey is not null || settings.PublicKey is not null)
            _register.RequireFreeKey(node);
        if (node.PrivateKey is not null || node.StatedPublicKey is not null)
            node = node with { KeyDate = Today };
        _register.Claim(node);
        _draft.Add(node);
        return node;
    }

    /// <summary>Changes a node.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="change">The new values.</param>
    /// <returns>The node as it is now in the draft.</returns>
    /// <exception cref="VwMeshException">There is no such node, or a value is wrong or taken.</exception>
    public Node Change(string name, NodeChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var before = _draft.Get(name);
        var node = (change with { ListenPort = change.ListenPort ?? PortAfter(before, change.Endpoint) }).ApplyTo(before);
        if (change.PrivateKey is not null || change.PublicKey is not null)
        {
            node = WithKeyOf(node, before, keepsPrevious: false);
            _register.RequireFreeKey(node);
        }
        _register.Claim(node, before);
        _draft.Replace(node);
        return node;
    }

    /// <summary>Takes note of the public key of a node, whose private key is on it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="key">The public key.</param>
    /// <param name="mayDiffer">Whether the node may have had another key.</param>
    /// <returns>The node, without a private key.</returns>
    /// <exception cref="VwMeshException">The node does not exist (<c>NodeNotFound</c>) or has another key (<c>KeysDiffer</c>), or a node has the MAC or IPv6 address of the key (<c>KeyCollision</c>).</exception>
    public Node Register(string name, PublicKey key, bool mayDiffer)
    {
        ArgumentNullException.ThrowIfNull(key);
        var before = _draft.Get(name);
        if (before.PublicKey is { } known && !known.Equals(key) && !mayDiffer)
        {
            throw new VwMeshException("KeysDiffer", ErrorKind.InvalidData,
                $"The key on node {Quoted.Show(before.Name)} has the public half {key}, and the file of the network says {known}. Register-VwNode -Force takes the key of the node.", key.Value);
        }
        return Take(before, WithKeyOf(before with { PrivateKey = null, StatedPublicKey = key }, before, keepsPrevious: false));
    }

    /// <summary>Gives a node a new key.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="keepsPrevious">Whether the peers also accept the key before it, until <see cref="RemovePreviousKey"/>.</param>
    /// <returns>The node with its new key.</returns>
    /// <exception cref="VwMeshException">There is no such node (<c>NodeNotFound</c>), or the IPv6 pool has no place for another address (<c>AddressPoolFull</c>).</exception>
    /// <exception cref="VwMeshException">Its private key stays on the node (<c>KeyIsOnNode</c>), or its peers accept a previous key already (<c>PreviousKeyInUse</c>).</exception>
    public Node Rekey(string name, bool keepsPrevious)
    {
        var before = _draft.Get(name);
        if (before is { PrivateKey: null, StatedPublicKey: not null })
        {
            throw new VwMeshException("KeyIsOnNode", ErrorKind.InvalidOperation,
                $"The private key of node {Quoted.Show(before.Name)} stays on the node. Register-VwNode -NewKey makes another one there.", before.Name);
        }
        RequireOneKey(before, keepsPrevious);
        return Take(before, WithKeyOf(before with { PrivateKey = _keys.Next() }, before, keepsPrevious));
    }

    /// <summary>Takes the public half of another key that a node has made. The peers also accept the key before it.</summary>
    /// <param name="name">The node's name.</param>
    /// <param name="key">The public key.</param>
    /// <returns>The node with its new key.</returns>
    /// <exception cref="VwMeshException">A node has the MAC or IPv6 address of the key (<c>KeyCollision</c>), or the peers accept a previous key already (<c>PreviousKeyInUse</c>).</exception>
    public Node RegisterNext(string name, PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var before = _draft.Get(name);
        if (key.Equals(before.PublicKey))
            return before;
        RequireOneKey(before, keepsPrevious: true);
        return Take(before, WithKeyOf(before with { PrivateKey = null, StatedPublicKey = key }, before, keepsPrevious: true));
    }

    /// <summary>Lets the peers of a node accept its present key alone.</summary>
    /// <param name="name">The node's name.</param>
    /// <returns>The node.</returns>
    /// <exception cref="VwMeshException">The network lacks the node (<c>NodeNotFound</c>).</exception>
    public Node RemovePreviousKey(string name)
    {
        var before = _draft.Get(name);
        return before.PreviousPublicKey is null ? before : Take(before, before with { PreviousPublicKey = null });
    }

    private static void RequireOneKey(Node node, bool keepsPrevious)
    {
        if (keepsPrevious && node.PreviousPublicKey is not null)
        {
            throw new VwMeshException("PreviousKeyInUse", ErrorKind.InvalidOperation,
                $"The peers of node {Quoted.Show(node.Name)} still accept its previous key, and no third one. When every node is deployed, Update-VwNodeKey -RemovePrevious ends that; -NoOverlap replaces both keys.", node.Name);
        }
    }

    private Node Take(Node before, Node node)
    {
        _register.RequireFreeKey(node);
        _register.Claim(node, before);
        _draft.Replace(node);
        return node;
    }

    private static Node WithKeyOf(Node node, Node before, bool keepsPrevious) => Equals(node.PublicKey, before.PublicKey) ? node
        : node with { KeyDate = Today, PreviousPublicKey = keepsPrevious ? before.PublicKey : null };

    private static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow);

    /// <summary>The nodes without an address in the network's IPv4 pool.</summary>
    /// <param name="network">A network.</param>
    /// <returns>The nodes, sorted by name; none when the network has no pool.</returns>
    public static IReadOnlyList<Node> OutsidePool(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.AddressPoolIPv4 is { } pool ? [.. network.Nodes.Where(n => !n.Address.Any(a => pool.Contains(a.Address)))] : [];
    }

    /// <summary>Moves every node into the network's IPv4 pool: an address already in it gets its prefix length; a node without one gets one, in place of
    /// its addresses in the pool before, or else of its first IPv4 address, which is the one that was allotted. Other addresses stay.</summary>
    /// <param name="network">A network whose pool was changed.</param>
    /// <param name="oldPool">The pool before.</param>
    /// <returns>The network with its nodes renumbered.</returns>
    /// <exception cref="VwMeshException">The pool is too small (<c>AddressPoolFull</c>).</exception>
    public static Network Renumber(Network network, IPNetwork? oldPool)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network.AddressPoolIPv4 is not { } pool)
            return network;
        var outside = OutsidePool(network).Select(n => n.Name).ToHashSet(NodeName.Comparer);
        var draft = new NetworkDraft(network);
        foreach (var node in network.Nodes)
        {
            var kept = node.Address.Where(a => pool.Contains(a.Address) || oldPool?.Contains(a.Address) != true)
                .Select(a => pool.Contains(a.Address) ? new InterfaceAddress(a.Address, pool.PrefixLength) : a).ToValueList();
            var stale = outside.Contains(node.Name) && kept.Count == node.Address.Count
                ? kept.FirstOrDefault(a => a.Address.AddressFamily == AddressFamily.InterNetwork) : null;
            draft.Replace(node with { Address = kept.Where(a => a != stale).ToValueList() });
        }
        var allotter = new Allotter(draft);
        foreach (var name in outside.Order(NodeName.Comparer))
            allotter.Change(name, new NodeChange { Address = [.. allotter.NextAddress(), .. draft.Get(name).Address] });
        return draft.ToNetwork();
    }

    /// <summary>Gives every node of a network a new link-layer address, which no neighbour has.</summary>
    /// <param name="network">The network.</param>
    /// <param name="neighbours">The other networks whose nodes may be on the same machines.</param>
    /// <returns>The network with its nodes renumbered.</returns>
    /// <exception cref="VwMeshException">There are more nodes than addresses (<c>LinkLayerPoolFull</c>).</exception>
    public static Network RenumberLinkLayer(Network network, IReadOnlyCollection<Network> neighbours)
    {
        ArgumentNullException.ThrowIfNull(network);
        var draft = new NetworkDraft(network);
        var allotter = new Allotter(draft, () => neighbours);
        foreach (var node in network.Nodes)
            allotter.Change(node.Name, new NodeChange { LinkLayerAddress = allotter.DrawLinkLayerAddress() });
        return draft.ToNetwork();
    }

    private ValueList<InterfaceAddress> NextAddress()
    {
        if (_hosts is null)
            return [];
        var pool = _draft.Settings.AddressPoolIPv4!.Value;
        return _hosts.Next() is { } address
            ? [new InterfaceAddress(address, pool.PrefixLength)]
            : throw new VwMeshException("AddressPoolFull", ErrorKind.LimitsExceeded,
                $"The IPv4 pool {pool} has no free address; give the network a larger one with Set-VwNetwork -AddressPoolIPv4, or the node its own with -Address.", pool);
    }

    private ValueList<InterfaceAddress> DrawLinkLayerAddress() =>
        (LinkLayerPool.Draw(a => _register.IsLinkLayerTaken(a) || _linkLayerOfNeighbours.Value.Contains(a)) ?? LinkLayerPool.Draw(_register.IsLinkLayerTaken)) is { } address
            ? [new InterfaceAddress(address, LinkLayerPool.PrefixLength)]
            : throw new VwMeshException("LinkLayerPoolFull", ErrorKind.LimitsExceeded,
                "No link-layer address is free between 169.254.192.0 and 169.254.254.255; give the node one with -LinkLayerAddress.", _draft.Settings.Name);

    // A node listens on the port that its peers dial, until a user names another.
    private static int? PortAfter(Node before, string? endpoint) =>
        before.Endpoint is null || before.Endpoint.Port == before.ListenPort ? PortOf(endpoint) : null;

    private static int? PortOf(string? endpoint) =>
        endpoint is { Length: > 0 } && Endpoint.Parse(endpoint, 1).Port is var port && Endpoint.Parse(endpoint, 2).Port == port ? port : null;

    // A machine needs a port of its own for each of its networks.
    private int DrawPort(Node node)
    {
        var taken = _neighbours.Value.SelectMany(network => Machine.ByMark(network.Nodes).On(node)).Select(n => n.ListenPort).ToHashSet();
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(FirstPort, LastPort + 1);
            if (!taken.Contains(port))
                return port;
        }
    }
}
