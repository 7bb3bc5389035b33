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

    // Nodes not yet reached, by kind.
    private readonly List<int>[] _unreached;

    internal MeshReach(Mesh mesh)
    {
        _mesh = mesh;
        var nodes = mesh.Network.Nodes;
        _blocked = [.. mesh.Network.Blocked.Select(p => (One: mesh.Network.Find(p.First)!, Other: mesh.Network.Find(p.Second)!))
            .Where(p => p is { One: not null, Other: not null })
            .OrderBy(p => p.One.Name, NodeName.Comparer).ThenBy(p => p.Other.Name, NodeName.Comparer)];
        CountPairs(nodes.Count);
        _cutOff.AddRange(nodes.Where(n => !Mesh.IsUsable(n)));
        _unreached = [.. Enumerable.Range(0, Kinds.Count).Select(k => Kinds.MembersOf(k).ToList())];
        for (var start = 0; start < mesh.Usable.Count; start++)
        {
            if (_unreached[Kinds[start]].Remove(start))
                AddPart(start);
        }
        CutOff = nodes.Count < 2 ? [] : [.. _cutOff.OrderBy(n => n.Name, NodeName.Comparer)];
        Parts = [.. _parts.OrderByDescending(p => p.Count).ThenBy(p => p[0].Name, NodeName.Comparer)];
    }

    /// <summary>The sets of nodes that reach one another, directly or through others: the largest first, none of a single node.</summary>
    public IReadOnlyList<IReadOnlyList<Node>> Parts { get; }

    /// <summary>The nodes that can have no link with any other, sorted by name. The only node of a network is not cut off.</summary>
    public IReadOnlyList<Node> CutOff { get; }

    /// <summary>How many pairs of nodes have a link.</summary>
    public long Linked { get; private set; }

    /// <summary>How many pairs without a link of their own are connected by relays.</summary>
    public long Relayed { get; private set; }

    /// <summary>How many pairs are forbidden, and not connected by relays.</summary>
    public long Blocked { get; private set; }

    /// <summary>How many pairs can never connect.</summary>
    public long Impossible { get; private set; }

    /// <summary>The forbidden pairs that reach each other through others which route, or <see langword="null"/> when there are none.</summary>
    public PairsApart? BlockedApart
    {
        get
        {
            var pairs = _blocked.Where(p => AreOfOnePart(p) && !AreRelayed(p)).ToList();
            return pairs.Count == 0 ? null : new PairsApart(pairs.Count, pairs[0].One, pairs[0].Other);
        }
    }

    /// <summary>The pairs that can never connect and reach each other through others which route, or <see langword="null"/> when there are none.</summary>
    public PairsApart? ImpossibleApart => Apart([.. Parts.Select(p => p.Select(n => _mesh.PositionOf(n)!.Value).ToList())]);

    /// <summary>The pairs of usable nodes that can never connect, or <see langword="null"/> when there are none.</summary>
    internal PairsApart? WithoutPath => Apart([[.. Enumerable.Range(0, _mesh.Usable.Count)]]);

    /// <summary>How many nodes a usable node reaches by a tunnel or over relays.</summary>
    internal long ConnectedWith(Node node)
    {
        var own = Kinds[_mesh.PositionOf(node)!.Value];
        var connected = Enumerable.Range(0, Kinds.Count).Where(kind => AreConnected(own, kind)).Sum(kind => (long)Kinds.MembersOf(kind).Count - (kind == own ? 1 : 0));
        return connected - _mesh.BlockedFor(node).Select(_mesh.PositionOf).OfType<int>()
            .Count(other => Kinds.HaveTunnels(own, Kinds[other]) && !Kinds.HavePaths(own, Kinds[other]));
    }

    private NodeKinds Kinds => _mesh.Kinds;

    private bool AreConnected(int kind, int other) => Kinds.HaveTunnels(kind, other) || Kinds.HavePaths(kind, other);

    private bool AreRelayed((Node One, Node Other) pair) =>
        _mesh.PositionOf(pair.One) is { } one && _mesh.PositionOf(pair.Other) is { } other && Kinds.HavePaths(Kinds[one], Kinds[other]);

    private bool AreOfOnePart((Node One, Node Other) pair) =>
        _partOf.TryGetValue(pair.One.Name, out var part) && _partOf.TryGetValue(pair.Other.Name, out var other) && part == other;

    // The pairs within sets of nodes that neither rules nor blocks nor relays let speak with each other, the blocked ones aside.
    private PairsApart? Apart(List<List<int>> sets)
    {
        var setOf = sets.SelectMany((set, i) => set.Select(position => (position, i))).ToDictionary(e => e.position, e => e.i);
        var blocked = _blocked.Count(p => _mesh.PositionOf(p.One) is { } one && _mesh.PositionOf(p.Other) is { } other
            && setOf.TryGetValue(one, out var its) && setOf.TryGetValue(other, out var the) && its == the && !AreConnected(Kinds[one], Kinds[other]));
        var count = sets.Sum(CountApart) - blocked;
        return count == 0 ? null : sets.Select(s => ExampleAmong(s, count)).First(e => e is not null);
    }

    private long CountApart(List<int> set)
    {
        var counts = set.CountBy(position => Kinds[position]).ToList();
        return counts.SelectMany((one, i) => counts.Skip(i).Select(other => (One: one, Other: other)))
            .Where(p => !AreConnected(p.One.Key, p.Other.Key)).Sum(p => NodeKinds.PairsOf(p.One.Key, p.One.Value, p.Other.Key, p.Other.Value));
    }

    private PairsApart? ExampleAmong(List<int> set, long count)
    {
        var counts = set.CountBy(position => Kinds[position]).ToList();
        var lonely = counts.Select(c => c.Key).Where(kind => counts.Exists(c => !AreConnected(kind, c.Key) && (c.Key != kind || c.Value > 1))).ToHashSet();
        var inOrder = set.Where(position => lonely.Contains(Kinds[position])).Order().ToList();
        for (var i = 0; i < inOrder.Count; i++)
        {
            var (one, blocked) = (_mesh.Usable[inOrder[i]], _mesh.BlockedFor(_mesh.Usable[inOrder[i]]));
            foreach (var other in inOrder.Skip(i + 1))
            {
                if (!AreConnected(Kinds[inOrder[i]], Kinds[other]) && !blocked.Contains(_mesh.Usable[other].Name))
                    return new PairsApart(count, one, _mesh.Usable[other]);
            }
        }
        return null;
    }

    private void CountPairs(int all)
    {
        foreach (var (one, other) in Kinds.Pairs())
        {
            if (Kinds.HaveTunnels(one, other))
                Linked += Kinds.PairsOf(one, other);
            else if (Kinds.HavePaths(one, other))
                Relayed += Kinds.PairsOf(one, other);
        }
        foreach (var pair in _blocked)
        {
            var hasTunnels = _mesh.PositionOf(pair.One) is { } one && _mesh.PositionOf(pair.Other) is { } other && Kinds.HaveTunnels(Kinds[one], Kinds[other]);
            if (hasTunnels)
                Linked--;
            if (!AreRelayed(pair))
                Blocked++;
            else if (hasTunnels)
                Relayed++;
        }
        Impossible = ((long)all * (all - 1) / 2) - Linked - Relayed - Blocked;
    }

    // Of those not reached yet a node takes all but the ones blocked for it, so that the work is that of nodes and blocks, not of pairs.
    private void AddPart(int start)
    {
        var part = new List<int> { start };
        for (var i = 0; i < part.Count; i++)
        {
            var blocked = _mesh.BlockedFor(_mesh.Usable[part[i]]);
            for (var kind = 0; kind < _unreached.Length; kind++)
            {
                if (_unreached[kind].Count > 0 && Kinds.HaveTunnels(Kinds[part[i]], kind))
                    _unreached[kind] = Reach(_unreached[kind], blocked, part);
            }
        }
        if (part.Count == 1)
        {
            _cutOff.Add(_mesh.Usable[start]);
            return;
        }
        foreach (var position in part)
            _partOf.Add(_mesh.Usable[position].Name, _parts.Count);
        _parts.Add([.. part.Order().Select(position => _mesh.Usable[position])]);
    }

    private List<int> Reach(List<int> unreached, IReadOnlySet<string> blocked, List<int> part)
    {
        if (blocked.Count == 0)
        {
            part.AddRange(unreached);
            return [];
        }
        part.AddRange(unreached.Where(position => !blocked.Contains(_mesh.Usable[position].Name)));
        return [.. unreached.Where(position => blocked.Contains(_mesh.Usable[position].Name))];
    }
}
