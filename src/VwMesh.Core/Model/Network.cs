using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Net;

namespace VwMesh.Model;

/// <summary>A mesh: its settings, its nodes sorted by name, and the pairs that may not peer. Changing an object changes nothing on disk.</summary>
public sealed record Network
{
    private ImmutableArray<Node> _nodes = [];
    private Dictionary<string, Node>? _byName;

    internal Network(NetworkIdentity identity) => Identity = identity;

    /// <summary>The name, which is that of the WireGuard interface on every node.</summary>
    public string Name => Identity.Name;

    /// <summary>The full path of the network's file.</summary>
    public string Path => Identity.Path;

    /// <summary>The IPv4 prefix that nodes get their addresses from, or <see langword="null"/> for none.</summary>
    public IPNetwork? AddressPoolIPv4 { get; init; }

    /// <summary>The IPv6 prefix in which each node's address follows from its key, or <see langword="null"/> for none.</summary>
    public IPNetwork? AddressPoolIPv6
    {
        get;
        init
        {
            field = value;
            Adopt(_nodes);
        }
    }

    /// <summary>Which groups have tunnels with which: at least one rule. A blocked pair never has a tunnel.</summary>
    public ValueList<PeeringRule> Peering
    {
        get;
        init => field = value.Count > 0 ? value : throw VwMeshException.Invalid("InvalidPeering",
            "An empty list of peering rules allows no tunnel at all; name rules such as hub:*, or leave Peering out for a full mesh.", value);
    } = PeeringRule.FullMesh;

    /// <summary>The VXLAN network identifier (VNI), 1 to 16777215 (RFC 7348).</summary>
    public int VxlanId { get; init => field = Setting.InRange(value, 1, 0xffffff); }

    /// <summary>The MTU inside the mesh, in bytes, 68 to 65405; WireGuard's own is 50 more.</summary>
    public int VxlanMtu { get; init => field = Setting.InRange(value, 68, 65405); }

    /// <summary>The UDP port of VXLAN between the link-layer addresses, 1 to 65535; IANA's is 4789.</summary>
    public int VxlanPort { get; init => field = Setting.InRange(value, 1, 65535); }

    /// <summary>What closes the VXLAN port to everyone but the tunnel.</summary>
    public Guard Guard { get; init; }

    /// <summary>Whether each node's firewall lets the Ethernet's packets in from the tunnels.</summary>
    public bool OpenFirewall { get; init; }

    /// <summary>The seed from which the preshared key of each pair follows; <see langword="null"/> where only links give preshared keys.</summary>
    public PresharedKeySeed? PresharedKeySeed { get; init; }

    /// <summary>Which round of preshared keys the nodes have, from 0 on: the next number is a new key for each pair.</summary>
    public int PresharedKeyEpoch { get; init => field = Setting.InRange(value, 0, int.MaxValue); }

    /// <summary>How the nodes learn of the networks behind other nodes.</summary>
    public SubnetRouting Routing { get; init; }

    /// <summary>The nodes, sorted by name without case.</summary>
    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>The pairs of nodes that may not peer.</summary>
    public IReadOnlySet<NodePair> Blocked { get; internal init; } = FrozenSet<NodePair>.Empty;

    /// <summary>How some nodes reach others in a way of their own, sorted by both names.</summary>
    public ValueList<LinkSettings> Links
    {
        get;
        internal init => field = value.OrderBy(l => l.From, NodeName.Comparer).ThenBy(l => l.To, NodeName.Comparer).ToValueList();
    } = [];

    /// <summary>The metric of a network's routes and the preference of its rule, by which a host tells them from those of other networks.</summary>
    internal static int RoutePreferenceOf(int vxlanId) => 10000 + (vxlanId % 20000);

    /// <summary>Whether pairs have preshared keys: all of them, or some by their links.</summary>
    internal bool HasPresharedKeys => PresharedKeySeed is not null || Links.Any(l => l.PresharedKey is not null);

    internal NetworkIdentity Identity
    {
        get;
        init
        {
            field = value;
            Adopt(_nodes);
        }
    }

    /// <summary>A node by its name.</summary>
    /// <param name="name">The name, in any case.</param>
    /// <returns>The node, or <see langword="null"/> when there is none.</returns>
    public Node? Find(string name)
    {
        _byName ??= _nodes.ToDictionary(n => n.Name, NodeName.Comparer);
        return _byName.GetValueOrDefault(name);
    }

    /// <summary>Whether two nodes may not peer.</summary>
    /// <param name="one">A node's name.</param>
    /// <param name="other">Another's.</param>
    /// <returns><see langword="true"/> when they are blocked.</returns>
    public bool IsBlocked(string one, string other) => Blocked.Count > 0 && Blocked.Contains(new NodePair(one, other));

    /// <inheritdoc/>
    public bool Equals(Network? other) =>
        other is not null && Identity == other.Identity && AddressPoolIPv4 == other.AddressPoolIPv4 && AddressPoolIPv6 == other.AddressPoolIPv6
        && VxlanId == other.VxlanId && VxlanMtu == other.VxlanMtu && VxlanPort == other.VxlanPort && Guard == other.Guard && Peering.Equals(other.Peering)
        && Links.Equals(other.Links) && Equals(PresharedKeySeed, other.PresharedKeySeed) && PresharedKeyEpoch == other.PresharedKeyEpoch
        && Routing == other.Routing && OpenFirewall == other.OpenFirewall && _nodes.SequenceEqual(other._nodes) && Blocked.SetEquals(other.Blocked);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Identity, VxlanId, _nodes.Length);

    /// <summary>The network with these nodes, whose names differ, in place of its own.</summary>
    internal Network WithNodes(IEnumerable<Node> nodes)
    {
        var network = this with { };
        network.Adopt(nodes.OrderBy(n => n.Name, NodeName.Comparer));
        return network;
    }

    /// <summary>The name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;

    private void Adopt(IEnumerable<Node> nodes)
    {
        _nodes = [.. nodes.Select(n => n.Network == Identity && n.IPv6Pool == AddressPoolIPv6 ? n : n with { Network = Identity, IPv6Pool = AddressPoolIPv6 })];
        _byName = null;
    }
}
