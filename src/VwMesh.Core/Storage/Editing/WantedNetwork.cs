using VwMesh.Model;
using VwMesh.Storage.Schema;

namespace VwMesh.Storage.Editing;

/// <summary>A network as a change wants it, made comparable with what the file will say.</summary>
internal sealed class WantedNetwork
{
    private readonly NetworkReading _before;
    private readonly Dictionary<string, Node> _loaded;
    private readonly Dictionary<string, Node> _stored;

    private WantedNetwork(NetworkReading before, Network network)
    {
        _before = before;
        Network = network;
        _loaded = before.Network!.Nodes.ToDictionary(n => n.StoredName!);
        _stored = network.Nodes.Where(n => n.StoredName is not null).ToDictionary(n => n.StoredName!);
    }

    /// <summary>The network; a node's stored name is its table's, or <see langword="null"/> where a table is to be made.</summary>
    internal Network Network { get; }

    /// <summary>Brings a change into terms of the file.</summary>
    /// <exception cref="VwMeshException">Two nodes have the same name (<c>NodeExists</c>).</exception>
    internal static WantedNetwork Of(NetworkReading before, Network changed)
    {
        var loaded = before.Network!;
        var stored = loaded.Nodes.Select(n => n.StoredName!).ToHashSet();
        var names = new HashSet<string>(NodeName.Comparer);
        var nodes = new List<Node>(changed.Nodes.Count);
        foreach (var node in changed.Nodes)
        {
            if (!names.Add(node.Name))
            {
                throw new VwMeshException("NodeExists", ErrorKind.ResourceExists,
                    $"There cannot be two nodes {Quoted.Show(node.Name)}: names compare without case.", node.Name);
            }
            // A stored name counts once; a node made from another one is a new table.
            nodes.Add(node.StoredName is { } name && stored.Remove(name) ? node : node with { StoredName = null });
        }
        var network = (changed with { Identity = loaded.Identity }).WithNodes(nodes);
        return new WantedNetwork(before, network with { Blocked = Blocked(loaded, network), Links = Links(loaded, network) });
    }

    /// <summary>Whether a changed text says just this, and still has all that VwMesh does not know.</summary>
    internal bool IsIn(NetworkReading after) =>
        Network.WithNodes(Network.Nodes.Select(AsRead)).Equals(after.Network)
        && _before.UnknownKeys.Where(k => k.Node is null || _stored.ContainsKey(k.Node))
            .Select(k => (k.Node is null ? null : StoredNameAfter(k.Node), k.Table, k.Key)).ToHashSet()
            .SetEquals(after.UnknownKeys.Select(k => (k.Node, k.Table, k.Key)));

    private Node AsRead(Node node)
    {
        if (node.StoredName is null)
            return node with { StoredName = node.Name };
        if (ReferenceEquals(node, _loaded[node.StoredName]))
            return node;
        // An endpoint without a port follows the listen port.
        var endpoint = node.ListenPort > 0 && node.Endpoint is { } e && e == _loaded[node.StoredName].Endpoint
            && EndpointText.WithoutPort(_before.Document!, node.StoredName) is { } host
            ? Endpoint.Parse(host, node.ListenPort) : node.Endpoint;
        return node with { StoredName = StoredNameAfter(node.StoredName), Endpoint = endpoint };
    }

    // A table keeps its spelling unless the node was renamed.
    private string StoredNameAfter(string storedName) =>
        _loaded[storedName].Name == _stored[storedName].Name ? storedName : _stored[storedName].Name;

    // Pairs follow a node to its new name and vanish with it, also when the change has not seen to that.
    private static HashSet<NodePair> Blocked(Network loaded, Network network)
    {
        var nameAfter = NamesAfter(loaded, network);
        return network.Blocked.Select(p => (First: nameAfter(p.First), Second: nameAfter(p.Second)))
            .Where(p => p.First is not null && p.Second is not null && !NodeName.Comparer.Equals(p.First, p.Second))
            .Select(p => new NodePair(p.First!, p.Second!)).ToHashSet();
    }

    private static ValueList<LinkSettings> Links(Network loaded, Network network)
    {
        var nameAfter = NamesAfter(loaded, network);
        return network.Links.Where(l => nameAfter(l.From) is not null && nameAfter(l.To) is not null)
            .Select(l => l with { From = nameAfter(l.From)!, To = nameAfter(l.To)! }).ToValueList();
    }

    private static Func<string, string?> NamesAfter(Network loaded, Network network)
    {
        var byStoredName = network.Nodes.Where(n => n.StoredName is not null).ToDictionary(n => n.StoredName!);
        return name => network.Find(name) is not null || loaded.Find(name) is not { } node ? name : byStoredName.GetValueOrDefault(node.StoredName!)?.Name;
    }
}
