using System.Collections;
using VwMesh.Model;

namespace VwMesh.Importing;

/// <summary>Which nodes have tunnels, as groups and peering rules where a few of them say it all, and otherwise as blocked pairs.</summary>
internal sealed class ImportedShape
{
    private const int MostClasses = 16;

    private readonly IReadOnlyList<ImportedNode> _nodes;
    private readonly Peerings _peerings;
    private readonly BitArray[] _tunnels;
    private readonly Dictionary<ImportedNode, string> _groups = [];

    /// <summary>Compares the files of each pair.</summary>
    internal ImportedShape(IReadOnlyList<ImportedNode> nodes, Peerings peerings, FindingList findings)
    {
        (_nodes, _peerings) = (nodes, peerings);
        _tunnels = [.. nodes.Select(_ => new BitArray(nodes.Count))];
        foreach (var (one, other) in Pairs())
            _tunnels[one][other] = _tunnels[other][one] = peerings.ArePeers(nodes[one], nodes[other]);
        var without = Pairs().Count(p => !_tunnels[p.One][p.Other]);
        if (without == 0)
            return;
        var classes = Classes();
        if (classes.Count > Math.Max(2, Math.Min(MostClasses, nodes.Count * 2 / 3)) || (without <= nodes.Count && !nodes.Any(peerings.IsRelay)))
        {
            Blocked = [.. Pairs().Where(p => !_tunnels[p.One][p.Other]).Select(p => (nodes[p.One], nodes[p.Other]))];
            return;
        }
        Peering = RulesFor(classes);
        var groups = _groups.GroupBy(g => g.Value, g => g.Key.Name).Select(g => $"{g.Key} ({string.Join(", ", g.Take(5))}{(g.Count() > 5 ? $" and {g.Count() - 5} more" : "")})");
        findings.Add("ShapeFound", $"Some nodes have no tunnel with each other: the network gets the peering rules {string.Join(", ", Peering)}, and these groups: {string.Join(", ", groups)}.");
    }

    /// <summary>The peering rules.</summary>
    internal ValueList<PeeringRule> Peering { get; } = PeeringRule.FullMesh;

    /// <summary>The pairs that the rules allow and the files do not.</summary>
    internal IReadOnlyList<(ImportedNode One, ImportedNode Other)> Blocked { get; } = [];

    /// <summary>The pairs with a tunnel.</summary>
    internal IEnumerable<(ImportedNode One, ImportedNode Other)> Tunnels => Pairs().Where(p => _tunnels[p.One][p.Other]).Select(p => (_nodes[p.One], _nodes[p.Other]));

    /// <summary>The groups of a node.</summary>
    internal ValueList<string> GroupsOf(ImportedNode node) => _groups.TryGetValue(node, out var group) ? [group] : [];

    private IEnumerable<(int One, int Other)> Pairs() => Enumerable.Range(0, _nodes.Count).SelectMany(one => Enumerable.Range(one + 1, _nodes.Count - one - 1).Select(other => (one, other)));

    // Nodes with the same tunnels are one class. They have tunnels with each other too, or none of them has.
    private List<List<int>> Classes()
    {
        var apart = Enumerable.Range(0, _nodes.Count).GroupBy(i => KeyOf(i, withItself: false)).ToList();
        var together = apart.Where(c => c.Count() == 1).Select(c => c.First()).GroupBy(i => KeyOf(i, withItself: true));
        return [.. apart.Where(c => c.Count() > 1).Concat(together).Select(c => c.ToList()).OrderBy(c => c[0])];
    }

    private string KeyOf(int node, bool withItself)
    {
        var row = new BitArray(_tunnels[node]);
        row[node] = withItself;
        var bytes = new byte[(row.Count + 7) / 8];
        row.CopyTo(bytes, 0);
        return Convert.ToBase64String(bytes);
    }

    private ValueList<PeeringRule> RulesFor(List<List<int>> classes)
    {
        bool AreTogether(List<int> one) => one.Count == 1 || _tunnels[one[0]][one[1]];
        bool Have(List<int> one, List<int> other) => ReferenceEquals(one, other) ? one.Count > 1 && AreTogether(one) : _tunnels[one[0]][other[0]];
        var hubs = classes.Where(c => AreTogether(c) && classes.TrueForAll(other => ReferenceEquals(c, other) || Have(c, other))).ToList();
        var others = classes.Except(hubs).ToList();
        var pairs = others.SelectMany((one, i) => others.Skip(i).Select(other => (One: one, Other: other))).Where(p => Have(p.One, p.Other)).ToList();
        var carrying = classes.Where(c => hubs.Contains(c) || c.Exists(i => _peerings.IsRelay(_nodes[i]))).ToList();
        var names = Named("hub", carrying).Concat(Named("site", [.. classes.Except(carrying)])).ToDictionary();
        foreach (var some in hubs.Concat(pairs.SelectMany(p => new[] { p.One, p.Other })).Distinct())
        {
            foreach (var node in some)
                _groups[_nodes[node]] = names[some];
        }
        return [.. hubs.Select(h => PeeringRule.Parse($"{names[h]}:{PeeringRule.Everyone}")), .. pairs.Select(p => PeeringRule.Parse($"{names[p.One]}:{names[p.Other]}"))];
    }

    private static IEnumerable<KeyValuePair<List<int>, string>> Named(string word, List<List<int>> classes) =>
        classes.Select((c, i) => KeyValuePair.Create(c, classes.Count == 1 ? word : $"{word}{i + 1}"));
}
