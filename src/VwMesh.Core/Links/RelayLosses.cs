namespace VwMesh.Links;

/// <summary>How many relays a mesh may lose before two nodes without a tunnel lose their way to each other.</summary>
internal sealed class RelayLosses
{
    private readonly Mesh _mesh;
    private readonly Dictionary<(int One, int Other), int> _known = [];

    private RelayLosses(Mesh mesh) => _mesh = mesh;

    /// <summary>Counts the pairs that need relays.</summary>
    /// <param name="mesh">The mesh.</param>
    /// <returns>How many losses, and how many pairs survive just that many; ascending.</returns>
    internal static IReadOnlyList<(int Losses, long Pairs)> SurvivedIn(Mesh mesh)
    {
        var (losses, kinds) = (new RelayLosses(mesh), mesh.Kinds);
        var counts = new SortedDictionary<int, long>();
        void Count(int one, int other, long pairs) => counts[losses.SurvivedBy(one, other)] = counts.GetValueOrDefault(losses.SurvivedBy(one, other)) + pairs;
        foreach (var (one, other) in kinds.Pairs().Where(p => !kinds.HaveTunnels(p.One, p.Other) && kinds.HavePaths(p.One, p.Other)))
            Count(one, other, kinds.PairsOf(one, other));
        foreach (var pair in mesh.Network.Blocked)
        {
            if (mesh.PositionOf(pair.First) is { } first && mesh.PositionOf(pair.Second) is { } second
                && kinds.HaveTunnels(kinds[first], kinds[second]) && kinds.HavePaths(kinds[first], kinds[second]))
                Count(kinds[first], kinds[second], 1);
        }
        return [.. counts.Select(c => (c.Key, c.Value))];
    }

    // As many ways without a relay in common as there are, less one (Menger).
    private int SurvivedBy(int one, int other)
    {
        var (from, to) = (_mesh.Paths.AttachmentOf(_mesh.Kinds.MembersOf(one)[0]), _mesh.Paths.AttachmentOf(_mesh.Kinds.MembersOf(other)[0]));
        if (!_known.TryGetValue((from, to), out var losses))
            _known.Add((from, to), losses = WaysBetween(_mesh.Paths.Attachments[from], _mesh.Paths.Attachments[to]) - 1);
        return losses;
    }

    // Each relay is an entry and an exit with one way from entry to exit; each further way may send an earlier one back (Ford and Fulkerson).
    private int WaysBetween(Attachment from, Attachment to)
    {
        var count = _mesh.Paths.Relays.Count;
        var taken = new HashSet<(int From, int To)>();
        var ways = 0;
        while (FindWay() is { } way)
        {
            foreach (var step in way.Where(step => !taken.Remove((step.To, step.From))))
                taken.Add(step);
            ways++;
        }
        return ways;

        // Entries are 0 to count - 1, exits follow. The ends are -1 and -2.
        List<(int From, int To)>? FindWay()
        {
            var before = new Dictionary<int, int> { [-1] = -1 };
            var queue = new Queue<int>([-1]);
            while (queue.TryDequeue(out var at))
            {
                foreach (var next in StepsFrom(at).Where(next => before.TryAdd(next, at)))
                    queue.Enqueue(next);
            }
            if (!before.ContainsKey(-2))
                return null;
            var way = new List<(int, int)>();
            for (var at = -2; at != -1; at = before[at])
                way.Add((before[at], at));
            return way;
        }

        IEnumerable<int> StepsFrom(int at)
        {
            IEnumerable<int> ahead = at == -1 ? from.Relays
                : at < count ? [at + count]
                : RelaysBeside(at - count).Concat(to.Relays.Contains(at - count) ? [-2] : []);
            return ahead.Where(next => !taken.Contains((at, next))).Concat(taken.Where(step => step.To == at && step.From != -1).Select(step => step.From));
        }

        IEnumerable<int> RelaysBeside(int relay) =>
            _mesh.Paths.Attachments[_mesh.Paths.AttachmentOf(_mesh.Paths.Relays[relay])].Relays.Where(next => next != from.Own && next != to.Own);
    }
}
