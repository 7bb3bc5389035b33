using VwMesh.Model;

namespace VwMesh.Links;

/// <summary>How far the links of a mesh reach: which nodes come together, and how many pairs have no link of their own. It never lists all pairs.</summary>
public sealed class MeshReach
{
    private readonly Mesh _mesh;
    private readonly List<List<Node>> _parts = [];
    private readonly List<Node> _cutOff = [];

    // The forbidden pairs of nodes that there are, in the order of their names.
    private readonly List<(Node One, Node Other)> _blocked;
    private readonly Dictionary<string, int> _partOf = new(NodeName.Comparer);

    // Nodes not yet reached: those with an endpoint, and those that only dial.
    private List<Node> _reachable;
    private List<Node> _dialling;

    internal MeshReach(Mesh mesh)
    {
        _mesh = mesh;
        var nodes = mesh.Network.Nodes;
        var usable = nodes.Where(Mesh.IsUsable).ToList();
        _reachable = [.. usable.Where(n => n.Endpoint is not null)];
        _dialling = [.. usable.Where(n => n.Endpoint is null)];
        _blocked = [.. mesh.Network.Blocked.Select(p => (One: mesh.Network.Find(p.First)!, Other: mesh.Network.Find(p.Second)!))
            .Where(p => p is { One: not null, Other: not null })
            .OrderBy(p => p.One.Name, NodeName.Comparer).ThenBy(p => p.Other.Name, NodeName.Comparer)];
        CountPairs(nodes.Count, _reachable.Count, _dialling.Count);
        _cutOff.AddRange(nodes.Where(n => !Mesh.IsUsable(n)));
        while (_reachable.Count > 0)
            AddPart(Take(_reachable));
        _cutOff.AddRange(_dialling);
        CutOff = nodes.Count < 2 ? [] : [.. _cutOff.OrderBy(n => n.Name, NodeName.Comparer)];
        Parts = [.. _parts.OrderByDescending(p => p.Count).ThenBy(p => p[0].Name, NodeName.Comparer)];
    }

    /// <summary>The sets of nodes that reach one another, directly or through others: the largest first, none of a single node.</summary>
    public IReadOnlyList<IReadOnlyList<Node>> Parts { get; }

    /// <summary>The nodes that can have no link with any other, sorted by name. The only node of a network is not cut off.</summary>
    public IReadOnlyList<Node> CutOff { get; }

    /// <summary>How many pairs of nodes have a link.</summary>
    public long Linked { get; private set; }

    /// <summary>How many pairs are forbidden.</summary>
    public long Blocked { get; private set; }

    /// <summary>How many pairs can never connect.</summary>
    public long Impossible { get; private set; }

    /// <summary>The forbidden pairs that reach each other through others, or <see langword="null"/> when there are none.</summary>
    public PairsApart? BlockedApart
    {
        get
        {
            var pairs = _blocked.Where(AreOfOnePart).ToList();
            return pairs.Count == 0 ? null : new PairsApart(pairs.Count, pairs[0].One, pairs[0].Other);
        }
    }

    /// <summary>The pairs that can never connect and reach each other through others, or <see langword="null"/> when there are none.</summary>
    public PairsApart? ImpossibleApart
    {
        get
        {
            var count = Parts.Sum(p => Pairs(p.Count(Dials))) - _blocked.Count(p => Dials(p.One) && Dials(p.Other) && AreOfOnePart(p));
            return count == 0 ? null : Parts.Select(p => ExampleAmong([.. p.Where(Dials)], count)).First(e => e is not null);
        }
    }

    private static bool Dials(Node node) => node.Endpoint is null;

    private bool AreOfOnePart((Node One, Node Other) pair) =>
        _partOf.TryGetValue(pair.One.Name, out var part) && _partOf.TryGetValue(pair.Other.Name, out var other) && part == other;

    private PairsApart? ExampleAmong(List<Node> dialling, long count)
    {
        for (var i = 0; i < dialling.Count; i++)
        {
            var blocked = _mesh.BlockedFor(dialling[i]);
            if (dialling.Skip(i + 1).FirstOrDefault(n => !blocked.Contains(n.Name)) is { } other)
                return new PairsApart(count, dialling[i], other);
        }
        return null;
    }

    private static long Pairs(long count) => count * (count - 1) / 2;

    private static Node Take(List<Node> nodes)
    {
        var node = nodes[^1];
        nodes.RemoveAt(nodes.Count - 1);
        return node;
    }

    private void CountPairs(int all, int reachable, int dialling)
    {
        Blocked = _blocked.Count;
        Linked = Pairs(reachable) + ((long)reachable * dialling)
            - _blocked.Count(p => Mesh.IsUsable(p.One) && Mesh.IsUsable(p.Other) && (p.One.Endpoint ?? p.Other.Endpoint) is not null);
        Impossible = Pairs(all) - Linked - Blocked;
    }

    // Of those not reached yet a node takes all but the ones blocked for it, so that the work is that of nodes and blocks, not of pairs.
    private void AddPart(Node start)
    {
        var part = new List<Node> { start };
        for (var i = 0; i < part.Count; i++)
        {
            var blocked = _mesh.BlockedFor(part[i]);
            _reachable = Reach(_reachable, blocked, part);
            if (part[i].Endpoint is not null)
                _dialling = Reach(_dialling, blocked, part);
        }
        if (part.Count == 1)
        {
            _cutOff.Add(start);
            return;
        }
        foreach (var node in part)
            _partOf.Add(node.Name, _parts.Count);
        _parts.Add([.. part.OrderBy(n => n.Name, NodeName.Comparer)]);
    }

    private static List<Node> Reach(List<Node> unreached, IReadOnlySet<string> blocked, List<Node> part)
    {
        if (blocked.Count == 0)
        {
            part.AddRange(unreached);
            return [];
        }
        part.AddRange(unreached.Where(n => !blocked.Contains(n.Name)));
        return [.. unreached.Where(n => blocked.Contains(n.Name))];
    }
}
