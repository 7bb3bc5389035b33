using VwMesh.Model;

namespace VwMesh.Links;

/// <summary>Nodes in classes that the peering rules treat alike: a rule is applied once for two classes, never for two nodes.</summary>
internal sealed class TunnelClasses
{
    private readonly int[] _classOf;
    private readonly List<Node> _examples = [];
    private readonly List<HashSet<string>> _groups = [];
    private readonly bool[,] _haveTunnels;

    /// <param name="nodes">Nodes that have what a tunnel needs.</param>
    /// <param name="rules">The rules of their network.</param>
    /// <param name="links">The links between nodes. A node of a link with an endpoint is in a class of its own.</param>
    /// <param name="endpointFor">Where the first node reaches the second.</param>
    internal TunnelClasses(IReadOnlyList<Node> nodes, IReadOnlyList<PeeringRule> rules, IReadOnlyList<LinkSettings> links, Func<Node, Node, Endpoint?> endpointFor)
    {
        var own = links.Where(l => l.Endpoint is not null).SelectMany(l => new[] { l.From, l.To }).ToHashSet(NodeName.Comparer);
        var named = rules.Any(r => r is { One: PeeringRule.Everyone, Other: PeeringRule.Everyone }) ? []
            : rules.SelectMany(r => new[] { r.One, r.Other }).Where(g => g != PeeringRule.Everyone).ToHashSet(GroupName.Comparer);
        var known = new Dictionary<string, int>(GroupName.Comparer);
        _classOf = [.. nodes.Select(n => ClassOf(n, own.Contains(n.Name), named, known))];
        _haveTunnels = new bool[_examples.Count, _examples.Count];
        foreach (var rule in rules)
        {
            var others = Side(rule.Other);
            foreach (var one in Side(rule.One))
                foreach (var other in others)
                    _haveTunnels[one, other] = _haveTunnels[other, one] = (endpointFor(_examples[one], _examples[other]) ?? endpointFor(_examples[other], _examples[one])) is not null;
        }
    }

    /// <summary>How many classes there are.</summary>
    internal int Count => _examples.Count;

    /// <summary>The class of the node at a position.</summary>
    internal int this[int position] => _classOf[position];

    /// <summary>Whether the nodes of two classes have tunnels, blocks aside.</summary>
    internal bool HaveTunnels(int one, int other) => _haveTunnels[one, other];

    /// <summary>Whether a rule allows a tunnel between two nodes.</summary>
    internal static bool IsAllowed(IReadOnlyList<PeeringRule> rules, Node one, Node other) => rules.Any(rule =>
        (Has(one, rule.One) && Has(other, rule.Other)) || (Has(one, rule.Other) && Has(other, rule.One)));

    private static bool Has(Node node, string side) => side == PeeringRule.Everyone || node.Groups.Contains(side, GroupName.Comparer);

    private int ClassOf(Node node, bool isOwn, HashSet<string> named, Dictionary<string, int> known)
    {
        var groups = named.Count == 0 ? [] : node.Groups.Where(named.Contains).ToHashSet(GroupName.Comparer);
        var key = (isOwn ? node.Name + "|" : node.Endpoint is null ? "-" : "+") + string.Join(':', groups.Order(GroupName.Comparer));
        if (known.TryGetValue(key, out var its))
            return its;
        known.Add(key, _examples.Count);
        _examples.Add(node);
        _groups.Add(groups);
        return _examples.Count - 1;
    }

    private List<int> Side(string group) =>
        [.. Enumerable.Range(0, Count).Where(i => group == PeeringRule.Everyone || _groups[i].Contains(group))];
}
