using System.Collections.Concurrent;
using System.Net;
using VwMesh.Addressing;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Setup;

/// <summary>Which peers and members each node has in a mesh with rules or relays. It makes once, for all nodes of a kind, the lists that they share. For use by many threads.</summary>
internal sealed class MeshShape
{
    private readonly Mesh _mesh;
    private readonly PeerSetup[] _peers;
    private readonly MemberSetup[] _members;
    private readonly IPNetwork? _range;
    private readonly bool[] _needsRelay;
    private readonly ConcurrentDictionary<int, List<Run>> _peersOfKind = new();
    private readonly ConcurrentDictionary<int, List<Run>> _membersOfKind = new();
    private readonly ConcurrentDictionary<int, PeerSetup> _carriers = new();

    internal MeshShape(Mesh mesh, PeerSetup[] peers, MemberSetup[] members)
    {
        (_mesh, _peers, _members) = (mesh, peers, members);
        IPNetwork[] ranges = [MeshSetup.TunnelRange, LinkLayerPool.Range];
        _range = ranges.Cast<IPNetwork?>().FirstOrDefault(range => members.All(m => m.Tunnels.All(range!.Value.Contains)));
        _needsRelay = new bool[mesh.Kinds.Count];
        TimeToLive = mesh.Paths.Relays.Count == 0 ? 1 : LongestWay() + 1;
    }

    /// <summary>One more than the longest way has tunnels. While relays disagree after a change, it ends what goes in a circle.</summary>
    internal int TimeToLive { get; }

    private NodeKinds Kinds => _mesh.Kinds;

    private RelayPaths Paths => _mesh.Paths;

    /// <summary>The nodes with which a node has tunnels.</summary>
    internal List<Run> PeersOf(int position)
    {
        var runs = _peersOfKind.GetOrAdd(Kinds[position], kind => RunsOf(other => Kinds.HaveTunnels(kind, other)));
        return Run.Except(runs, [.. BlockedFor(position).Append(position).Order()]);
    }

    /// <summary>The peers that carry others' traffic for a node, by position: their allowed IPs have the addresses of these too.</summary>
    internal Dictionary<int, PeerSetup> CarriersFor(int position)
    {
        var attachment = Paths.Attachments[Paths.AttachmentOf(position)];
        return attachment.Own >= 0 ? NextHopsOf(attachment.Own, position) : CarriersOf(position, attachment);
    }

    /// <summary>The relays among which a node's keeper chooses; <see langword="null"/> where there is no choice.</summary>
    internal RelayedRange? RelayedFor(int position)
    {
        var attachment = Paths.Attachments[Paths.AttachmentOf(position)];
        if (_range is not { } range || attachment.Own >= 0 || attachment.Carriers.Length == 0 || !NeedsRelay(position))
            return null;
        var first = attachment.Carriers[0];
        var others = attachment.Relays.Where(r => r != first && Paths.SetOf(r) == Paths.SetOf(first)).OrderByDescending(r => attachment.Shares[r]).ToList();
        return others.Count == 0 ? null : new RelayedRange(range, others.Prepend(first).Select(r => Paths.Relays[r]).Select(at => new CarrierSetup(_peers[at], _members[at].Tunnels[0])).ToValueList());
    }

    /// <summary>The nodes with tunnels to a relay and to another one, with which the relay has a tunnel; an empty list for a node that is not a relay.</summary>
    internal ValueList<DetourSetup> DetoursFor(int position)
    {
        var own = Paths.Attachments[Paths.AttachmentOf(position)];
        if (own.Own < 0)
            return [];
        // Nodes that are tied to the relays in the same way have the same way round.
        var others = Paths.Attachments.Select(a => a.Own < 0 && a.Relays.Contains(own.Own) && a.Relays.Intersect(own.Relays).ToList() is { Count: > 0 } both
            ? both.MaxBy(r => a.Shares[r] ? 1 : 0) : -1).ToArray();
        return Enumerable.Range(0, _members.Length).Select(at => (Node: at, Relay: others[Paths.AttachmentOf(at)])).Where(d => d.Relay >= 0)
            .Select(d => new DetourSetup(_peers[d.Node], _members[d.Node].Tunnels, _peers[Paths.Relays[d.Relay]])).ToValueList();
    }

    /// <summary>The nodes that a node reaches, by a tunnel or over relays.</summary>
    internal List<Run> MembersOf(int position)
    {
        var runs = _membersOfKind.GetOrAdd(Kinds[position], kind => RunsOf(other => Kinds.HaveTunnels(kind, other) || Kinds.HavePaths(kind, other)));
        var unreached = BlockedFor(position).Where(other => !Kinds.HavePaths(Kinds[position], Kinds[other]));
        return Run.Except(runs, [.. unreached.Append(position).Order()]);
    }

    private IEnumerable<int> BlockedFor(int position) => _mesh.BlockedFor(_mesh.Usable[position]).Select(_mesh.PositionOf).OfType<int>();

    private List<Run> RunsOf(Func<int, bool> isOne) =>
        Run.Of(Enumerable.Range(0, Kinds.Count).Where(isOne).SelectMany(Kinds.MembersOf).Order());

    // A relay sends to each node by the shortest way.
    private Dictionary<int, PeerSetup> NextHopsOf(int relay, int position)
    {
        var nextOf = Paths.Attachments.Select(to => Paths.NextHop(relay, to)).ToArray();
        var carried = Enumerable.Range(0, _members.Length).Where(other => other != position && !_mesh.HaveTunnel(position, other))
            .Select(other => (Other: other, Next: nextOf[Paths.AttachmentOf(other)])).Where(e => e.Next is not null)
            .ToLookup(e => Paths.Relays[e.Next!.Value], e => e.Other);
        return carried.ToDictionary(g => g.Key, g => With(g.Key, g.SelectMany(RoutesTo)));
    }

    // Any other node gives one relay the whole range, because then nothing changes for it when nodes come and go. Another relay may carry the traffic for nodes that this one does not reach.
    private Dictionary<int, PeerSetup> CarriersOf(int position, Attachment attachment)
    {
        var carriers = new Dictionary<int, PeerSetup>();
        if (attachment.Carriers.Length == 0 || !NeedsRelay(position))
            return carriers;
        var reached = new HashSet<int>();
        foreach (var carrier in attachment.Carriers)
        {
            var set = Paths.SetOf(carrier);
            carriers.Add(Paths.Relays[carrier], carriers.Count == 0 && _range is { } range
                ? _carriers.GetOrAdd(Paths.Relays[carrier], relay => With(relay, [range]))
                : With(Paths.Relays[carrier], Enumerable.Range(0, _members.Length)
                    .Where(other => other != position && AttachmentAt(other).Sets.Contains(set) && !AttachmentAt(other).Sets.Any(reached.Contains) && !_mesh.HaveTunnel(position, other))
                    .SelectMany(RoutesTo)));
            reached.Add(set);
        }
        return carriers;

        Attachment AttachmentAt(int other) => Paths.Attachments[Paths.AttachmentOf(other)];
    }

    private bool NeedsRelay(int position) => _needsRelay[Kinds[position]] || BlockedFor(position).Any(other => Kinds.HavePaths(Kinds[position], Kinds[other]));

    private PeerSetup With(int position, IEnumerable<IPNetwork> routes) => _peers[position] with { AllowedIPs = _peers[position].AllowedIPs.Concat(routes).ToValueList() };

    private IEnumerable<IPNetwork> RoutesTo(int position) => _members[position].Tunnels.Select(a => new IPNetwork(a, 32));

    private int LongestWay()
    {
        var longest = 1;
        foreach (var (one, other) in Kinds.Pairs().Where(p => !Kinds.HaveTunnels(p.One, p.Other) && Kinds.HavePaths(p.One, p.Other)))
        {
            _needsRelay[one] = _needsRelay[other] = true;
            Measure(one, other);
        }
        foreach (var pair in _mesh.Network.Blocked)
        {
            if (_mesh.PositionOf(pair.First) is { } one && _mesh.PositionOf(pair.Second) is { } other)
                Measure(Kinds[one], Kinds[other]);
        }
        return longest;

        void Measure(int one, int other)
        {
            var (from, to) = (Kinds.AttachmentOf(one), Kinds.AttachmentOf(other));
            longest = Math.Max(longest, Math.Max(Paths.LengthBetween(from, to) ?? 0, Paths.LengthBetween(to, from) ?? 0));
        }
    }
}
