using VwMesh.Model;

namespace VwMesh.Links;

/// <summary>
/// The ways between nodes without a tunnel: over relays, which pass on to each other. A relay sends by the shortest way. Any other node sends
/// all it has no tunnel for to one relay.
/// </summary>
internal sealed class RelayPaths
{
    private const int Never = int.MaxValue;

    private readonly Mesh _mesh;
    private readonly int[] _relays;
    private readonly int[,] _hops;
    private readonly int[] _setOf;
    private readonly int[] _attachmentOf;
    private readonly List<Attachment> _attachments = [];

    internal RelayPaths(Mesh mesh)
    {
        _mesh = mesh;
        _relays = [.. mesh.Usable.Index().Where(n => n.Item.Relay).Select(n => n.Index)];
        (_hops, _setOf) = MeasureRelays();
        _attachmentOf = new int[mesh.Usable.Count];
        Attach();
    }

    /// <summary>The positions of the relays, by name.</summary>
    internal IReadOnlyList<int> Relays => _relays;

    /// <summary>The ways in which nodes are tied to relays.</summary>
    internal IReadOnlyList<Attachment> Attachments => _attachments;

    /// <summary>The number of a node's attachment.</summary>
    internal int AttachmentOf(int position) => _attachmentOf[position];

    /// <summary>The set that a relay is in.</summary>
    internal int SetOf(int relay) => _setOf[relay];

    /// <summary>Whether the relays connect two nodes.</summary>
    internal static bool Connect(Attachment one, Attachment other) => one.Sets.AsSpan().ContainsAny(other.Sets);

    /// <summary>The relays on the way between two nodes without a tunnel, in order; <see langword="null"/> where there is no way.</summary>
    /// <param name="from">The position of the node that sends.</param>
    /// <param name="to">The position of the node that receives.</param>
    internal IReadOnlyList<Node>? Between(int from, int to)
    {
        var target = _attachments[_attachmentOf[to]];
        var way = WayBetween(_attachments[_attachmentOf[from]], target);
        return way is null ? null : [.. way.Select(r => _mesh.Usable[_relays[r]])];
    }

    /// <summary>How many tunnels are on the way between nodes that are tied so and have no tunnel with each other; <see langword="null"/> where there is no way.</summary>
    internal int? LengthBetween(Attachment from, Attachment to) => WayBetween(from, to)?.Count + 1;

    /// <summary>The relay to which a relay sends what is for a node without a tunnel; <see langword="null"/> where there is no way.</summary>
    internal int? NextHop(int relay, Attachment to)
    {
        if (HopsTo(relay, to) is not (> 1 and < Never and var hops))
            return null;
        var own = _attachments[_attachmentOf[_relays[relay]]];
        // Relays are in the order of their names, and the first of the best counts.
        return own.Relays.Where(next => HopsTo(next, to) == hops - 1).MaxBy(next => (own.Shares[next] ? 1 : 0) + (to.Shares[next] ? 1 : 0));
    }

    private List<int>? WayBetween(Attachment from, Attachment to)
    {
        var way = new List<int>();
        var at = from.Own;
        if (at < 0)
        {
            if (from.Carriers.FirstOrDefault(c => to.Sets.Contains(_setOf[c]), -1) is not (>= 0 and var carrier))
                return null;
            way.Add(at = carrier);
        }
        while (NextHop(at, to) is { } next)
            way.Add(at = next);
        return HopsTo(at, to) == 1 ? way : null;
    }

    // How many tunnels a relay's packets pass to a node: 0 to itself.
    private int HopsTo(int relay, Attachment to)
    {
        if (to.Own >= 0)
            return _hops[relay, to.Own];
        var least = Never;
        foreach (var last in to.Relays)
            least = Math.Min(least, _hops[relay, last]);
        return least == Never ? Never : least + 1;
    }

    // Of the relays not reached yet each takes those it has tunnels with: where all have, that is one step.
    private (int[,] Hops, int[] SetOf) MeasureRelays()
    {
        var count = _relays.Length;
        var (hops, sets) = (new int[count, count], new int[count]);
        Array.Fill(sets, -1);
        var setCount = 0;
        for (var start = 0; start < count; start++)
        {
            var unreached = Enumerable.Range(0, count).Where(r => r != start).ToList();
            var reached = new List<int> { start };
            for (var i = 0; i < reached.Count && unreached.Count > 0; i++)
            {
                var from = reached[i];
                var next = unreached.Where(r => _mesh.HaveTunnel(_relays[from], _relays[r])).ToList();
                foreach (var relay in next)
                    hops[start, relay] = hops[start, from] + 1;
                reached.AddRange(next);
                unreached.RemoveAll(r => hops[start, r] > 0);
            }
            foreach (var relay in unreached)
                hops[start, relay] = Never;
            if (sets[start] < 0)
            {
                foreach (var relay in reached)
                    sets[relay] = setCount;
                setCount++;
            }
        }
        return (hops, sets);
    }

    private void Attach()
    {
        var relayClasses = _relays.Select(r => _mesh.Classes[r]).ToArray();
        var byClass = Enumerable.Range(0, _mesh.Classes.Count)
            .Select(c => Enumerable.Range(0, _relays.Length).Where(r => _mesh.Classes.HaveTunnels(c, relayClasses[r])).ToArray()).ToArray();
        var inGroup = _relays.Index().SelectMany(r => _mesh.Usable[r.Item].Groups, (r, g) => (r.Index, Group: g)).ToLookup(e => e.Group, e => e.Index, GroupName.Comparer);
        var numbers = _relays.Index().ToDictionary(r => r.Item, r => r.Index);
        var known = new Dictionary<string, int>();
        var sizes = new int[_relays.Length];
        for (var position = 0; position < _attachmentOf.Length; position++)
        {
            var attachment = AttachmentAt(position, byClass[_mesh.Classes[position]], inGroup, numbers);
            if (!known.TryGetValue(attachment.Key, out var its))
            {
                known.Add(attachment.Key, its = _attachments.Count);
                _attachments.Add(attachment with { Sets = [.. attachment.Relays.Append(attachment.Own).Where(r => r >= 0).Select(r => _setOf[r]).Distinct().Order()] });
            }
            _attachmentOf[position] = its;
            foreach (var set in _attachments[its].Sets)
                sizes[set]++;
        }
        for (var i = 0; i < _attachments.Count; i++)
        {
            var (own, relays, shares) = _attachments[i];
            if (own < 0)
            {
                _attachments[i] = _attachments[i] with
                {
                    Carriers = [.. relays.GroupBy(r => _setOf[r]).OrderByDescending(s => sizes[s.Key]).ThenBy(s => s.First()).Select(s => s.MaxBy(r => shares[r]))],
                };
            }
        }
    }

    private Attachment AttachmentAt(int position, int[] ofClass, ILookup<string, int> inGroup, Dictionary<int, int> numbers)
    {
        var node = _mesh.Usable[position];
        var shares = new bool[_relays.Length];
        foreach (var relay in node.Groups.SelectMany(g => inGroup[g]))
            shares[relay] = true;
        var own = numbers.GetValueOrDefault(position, -1);
        var blocked = _mesh.BlockedFor(node);
        return new Attachment(own, own < 0 && blocked.Count == 0 ? ofClass : [.. ofClass.Where(r => r != own && !blocked.Contains(_mesh.Usable[_relays[r]].Name))], shares);
    }
}
