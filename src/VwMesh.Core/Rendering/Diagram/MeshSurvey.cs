using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Rendering.Diagram;

/// <summary>
/// What a picture needs to know of a mesh: its nodes in groups, the rule between each two groups, and the pairs that are exceptions.
/// </summary>
internal sealed class MeshSurvey
{
    /// <summary>Up to so many nodes every link is drawn by itself.</summary>
    private const int MostForLinks = 8;

    /// <summary>Up to so many nodes a graph is drawn.</summary>
    private const int MostForGraph = 50;

    /// <summary>With more lines than this between nodes a graph says nothing.</summary>
    private const int MostExceptions = 60;

    private readonly Mesh _mesh;

    // States as the row's node sees the column's.
    private readonly LinkState[,] _states;

    internal MeshSurvey(Mesh mesh)
    {
        _mesh = mesh;
        var (nodes, states) = Judge(mesh);
        var parts = PartsOf(states);
        var order = Enumerable.Range(0, nodes.Count)
            .Select(i => (Index: i, Kind: KindOf(nodes[i], i, states), Part: parts[i]))
            .Select(n => n.Kind == Reachability.CutOff ? n with { Part = int.MaxValue } : n)
            .OrderBy(n => n.Part).ThenBy(n => n.Kind).ToList();

        Nodes = [.. order.Select(n => nodes[n.Index])];
        _states = new LinkState[nodes.Count, nodes.Count];
        for (var row = 0; row < nodes.Count; row++)
        {
            for (var column = 0; column < nodes.Count; column++)
                _states[row, column] = states[order[row].Index, order[column].Index];
        }
        var first = 0;
        foreach (var run in order.GroupBy(n => (n.Part, n.Kind)))
        {
            Groups.Add(new NodeGroup(run.Key.Kind, run.Key.Part, first, run.Count()));
            first += run.Count();
        }
        Parts = order.Where(n => n.Kind != Reachability.CutOff).Select(n => n.Part).Distinct().Count();
        FindRules();
    }

    internal Network Network => _mesh.Network;

    /// <summary>The nodes, group after group; a node's place is its index here.</summary>
    internal IReadOnlyList<Node> Nodes { get; }

    internal List<NodeGroup> Groups { get; } = [];

    /// <summary>How many parts the mesh falls into, beside nodes without any link.</summary>
    internal int Parts { get; }

    /// <summary>What holds between the nodes of two groups of a part, or of one group, by the groups' indexes.</summary>
    internal List<PairLink> Rules { get; } = [];

    /// <summary>The rules that a picture draws: those between two groups, but where nothing is.</summary>
    internal IEnumerable<PairLink> RulesBetweenGroups => Rules.Select(r => r.Directed).Where(r => r.From != r.To && r.State is not (LinkState.Impossible or LinkState.Relayed));

    /// <summary>The pairs, by the nodes' places, that are not as the rule of their groups says.</summary>
    internal List<PairLink> Exceptions { get; } = [];

    internal bool DrawsEachLink => Nodes.Count <= MostForLinks;

    internal bool DrawsGraph => DrawsEachLink || (Nodes.Count <= MostForGraph && Exceptions.Count <= MostExceptions);

    /// <summary>Every pair once, whichever way it is.</summary>
    internal IEnumerable<PairLink> Pairs =>
        from one in Enumerable.Range(0, Nodes.Count)
        from other in Enumerable.Range(one + 1, Nodes.Count - one - 1)
        select new PairLink(one, other, _states[one, other]);

    internal LinkState StateOf(int row, int column) => _states[row, column];

    /// <summary>Why a pair has no link; <see langword="null"/> when it has one.</summary>
    internal string? ReasonOf(PairLink pair) => _mesh.LinksOf(Nodes[pair.From]).First(link => link.Peer == Nodes[pair.To]).Reason;

    /// <summary>The relays between a pair, in words.</summary>
    internal string ViaOf(PairLink pair) => string.Join(" and ", _mesh.Between(Nodes[pair.From], Nodes[pair.To]).Via.Select(n => n.Name));

    /// <summary>Why a node has no link at all.</summary>
    internal string ReasonOf(int place) =>
        _mesh.LinksOf(Nodes[place]).Select(link => link.Reason).OfType<string>().CountBy(reason => reason).MaxBy(reason => reason.Value).Key;

    private static (IReadOnlyList<Node> Nodes, LinkState[,] States) Judge(Mesh mesh)
    {
        var nodes = mesh.Network.Nodes;
        var states = new LinkState[nodes.Count, nodes.Count];
        for (var row = 0; row < nodes.Count; row++)
        {
            // Links come in the order of the nodes, without the node itself.
            var column = 0;
            foreach (var link in mesh.LinksOf(nodes[row]))
            {
                if (column == row)
                    column++;
                states[row, column++] = link.State;
            }
        }
        return (nodes, states);
    }

    // Numbered from 1, the part with the most nodes first; what dials or is dialled is together.
    private static int[] PartsOf(LinkState[,] states)
    {
        var count = states.GetLength(0);
        var part = new int[count];
        Array.Fill(part, -1);
        for (var start = 0; start < count; start++)
        {
            if (part[start] >= 0)
                continue;
            var waiting = new Stack<int>([start]);
            part[start] = start;
            while (waiting.TryPop(out var node))
            {
                for (var peer = 0; peer < count; peer++)
                {
                    if (part[peer] < 0 && peer != node && new PairLink(node, peer, states[node, peer]).IsWorking)
                    {
                        part[peer] = start;
                        waiting.Push(peer);
                    }
                }
            }
        }
        var ranks = part.CountBy(p => p).OrderByDescending(p => p.Value).ThenBy(p => p.Key)
            .Select((p, rank) => (p.Key, rank)).ToDictionary();
        return [.. part.Select(p => ranks[p] + 1)];
    }

    private static Reachability KindOf(Node node, int index, LinkState[,] states)
    {
        var peers = Enumerable.Range(0, states.GetLength(0)).Where(peer => peer != index).ToList();
        return peers.Count > 0 && !peers.Exists(peer => new PairLink(index, peer, states[index, peer]).IsWorking) ? Reachability.CutOff
            : node.Relay ? Reachability.Relay
            : node.Endpoint is null ? Reachability.DialsOut
            : Reachability.Dialled;
    }

    // Between parts, and to nodes without any link, there is nothing to draw.
    private void FindRules()
    {
        var linked = Groups.Index().Where(g => g.Item.Reachability != Reachability.CutOff).ToList();
        foreach (var (a, one) in linked)
        {
            foreach (var (b, other) in linked.Where(g => g.Index >= a && g.Item.Part == one.Part))
            {
                var pairs = (from i in one.Members from j in other.Members where i < j select new PairLink(i, j, _states[i, j])).ToList();
                if (pairs.Count == 0)
                    continue;
                var rule = pairs.CountBy(p => p.State).OrderByDescending(s => s.Value).ThenBy(s => s.Key == LinkState.Blocked).First().Key;
                Rules.Add(new PairLink(a, b, rule));
                Exceptions.AddRange(pairs.Where(p => p.State != rule));
            }
        }
    }
}
