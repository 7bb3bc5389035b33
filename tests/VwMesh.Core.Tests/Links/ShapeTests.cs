using CsCheck;
using VwMesh.Links;
using VwMesh.Model;
using VwMesh.Setup;

namespace VwMesh.CoreTests.Links;

/// <summary>Rules, relays and next hops against a judgement of every pair and every way, and against what WireGuard would do with the setups.</summary>
public sealed class ShapeTests
{
    [Fact]
    public void A_pair_has_a_tunnel_where_a_rule_allows_it_and_is_relayed_where_relays_connect_it() => ShapeGen.Networks.Sample(network =>
    {
        var mesh = new Mesh(network);
        foreach (var link in network.Nodes.SelectMany(mesh.LinksOf))
        {
            var (one, other) = (link.Node, link.Peer);
            var isDirect = Directly(network, one, other);
            var expected = isDirect ? !Dials(network, other, one) ? LinkState.Dials : !Dials(network, one, other) ? LinkState.Dialled : LinkState.Mutual
                : Shortest(network, one, other) is not null ? LinkState.Relayed
                : network.IsBlocked(one.Name, other.Name) ? LinkState.Blocked : LinkState.Impossible;
            Assert.Equal(expected, link.State);
            Assert.Equal(isDirect, link.Reason is null);
            Assert.Equal(expected == LinkState.Relayed, link.Via.Count > 0);
            Assert.All(link.Via, relay => Assert.True(relay.Relay));
            Node[] way = [one, .. link.Via, other];
            if (link.Via.Count > 0)
                Assert.All(way.Zip(way.Skip(1)), hop => Assert.True(Directly(network, hop.First, hop.Second)));
            // A relay takes the shortest way; from any other node the way goes over its relay first.
            if (link.Via.Count > 0 && one.Relay)
                Assert.Equal(Shortest(network, one, other), link.Via.Count + 1);
            else if (link.Via.Count > 0)
                Assert.Equal(link.Via[0] == other ? 1 : Shortest(network, link.Via[0], other), link.Via.Count);
        }
    }, iter: 400);

    [Fact]
    public void Counts_are_those_of_the_pairs() => ShapeGen.Networks.Sample(network =>
    {
        var mesh = new Mesh(network);
        var links = network.Nodes.SelectMany(mesh.LinksOf).Where(l => NodeName.Comparer.Compare(l.Node.Name, l.Peer.Name) < 0).ToList();
        var reach = mesh.Reach;
        Assert.Equal(links.Count(l => l.State == LinkState.Relayed), reach.Relayed);
        Assert.Equal(links.Count(l => l.State == LinkState.Blocked), reach.Blocked);
        Assert.Equal(links.Count(l => l.State == LinkState.Impossible), reach.Impossible);
        Assert.Equal(links.Count(l => l.Reason is null), reach.Linked);
        var pathless = links.Where(l => l.State == LinkState.Impossible && Mesh.IsUsable(l.Node) && Mesh.IsUsable(l.Peer)).Select(l => (l.Node, l.Peer)).ToList();
        Assert.Equal(pathless.Count, reach.WithoutPath?.Count ?? 0);
        if (reach.WithoutPath is { } apart)
            Assert.Contains((apart.One, apart.Other), pathless);
    }, iter: 400);

    [Fact]
    public void Packets_follow_the_allowed_IPs_of_each_hop_and_arrive_over_the_way_that_is_shown() => ShapeGen.Networks.Sample(network =>
    {
        network = network.WithNodes(network.Nodes.Where(Mesh.IsUsable));
        network = network with { Links = network.Links.Where(l => network.Find(l.From) is not null && network.Find(l.To) is not null).ToValueList() };
        var mesh = new Mesh(network);
        var setups = new MeshSetup(mesh);
        var setupOf = network.Nodes.ToDictionary(n => n.Name, setups.Of);
        foreach (var link in network.Nodes.SelectMany(mesh.LinksOf))
        {
            var setup = setupOf[link.Node.Name];
            var isMember = setup.Vxlan.Members.Any(m => m.Name == link.Peer.Name);
            if (!mesh.HasShape)
            {
                Assert.Equal(link.State != LinkState.Blocked, isMember);
                continue;
            }
            Assert.Equal(link.State is not (LinkState.Blocked or LinkState.Impossible), isMember);
            Assert.Equal(link.Reason is null, setup.WireGuard.Peers.Any(p => p.Name == link.Peer.Name));
            var own = network.Links.FirstOrDefault(l => NodeName.Comparer.Equals(l.From, link.Node.Name) && NodeName.Comparer.Equals(l.To, link.Peer.Name));
            Assert.All(setup.WireGuard.Peers.Where(p => p.Name == link.Peer.Name), p => Assert.Equal((own?.Endpoint ?? link.Peer.Endpoint, own?.PersistentKeepalive), (p.Endpoint, p.PersistentKeepalive)));
            if (!isMember)
                continue;
            var way = Send(setupOf, link.Node.Name, link.Peer.LinkLayerAddress[0].Address);
            Assert.Equal([.. link.Via.Select(n => n.Name), link.Peer.Name], way);
            Assert.InRange(way.Count, 1, mesh.Usable.Any(n => n.Relay) ? setup.Vxlan.TimeToLive - 1 : setup.Vxlan.TimeToLive);
        }
    }, iter: 400);

    [Fact]
    public void A_spoke_has_its_hubs_as_peers_and_gives_the_one_of_its_group_the_whole_range()
    {
        var network = Make(["hub:*"], ("fra", "hub eu", true), ("nyc", "hub us", true), ("oslo", "eu", false), ("bergen", "eu", false), ("austin", "us", false), ("lima", "", false));
        var setups = new MeshSetup(new Mesh(network));
        Assert.Equal("fra: 169.254.200.0/32, 169.254.192.0/18; nyc: 169.254.200.1/32", PeersOf("oslo"));
        Assert.Equal("fra: 169.254.200.0/32; nyc: 169.254.200.1/32, 169.254.192.0/18", PeersOf("austin"));
        Assert.Equal("fra: 169.254.200.0/32, 169.254.192.0/18; nyc: 169.254.200.1/32", PeersOf("lima"));
        Assert.Equal("austin: 169.254.200.4/32; bergen: 169.254.200.3/32; lima: 169.254.200.5/32; nyc: 169.254.200.1/32; oslo: 169.254.200.2/32", PeersOf("fra"));
        Assert.Equal(5, setups.Of(network.Find("oslo")!).Vxlan.Members.Count);
        Assert.Equal(3, setups.Of(network.Find("oslo")!).Vxlan.TimeToLive);

        string PeersOf(string node) => string.Join("; ", setups.Of(network.Find(node)!).WireGuard.Peers.Select(p => $"{p.Name}: {p.AllowedIPs}"));
    }

    [Fact]
    public void A_relay_without_a_tunnel_to_a_spoke_sends_over_the_relay_that_has_one()
    {
        var network = Make(["hub:*"], ("h1", "hub", true), ("h2", "hub", true), ("a", "", false), ("b", "", false)) with { Blocked = new HashSet<NodePair> { new("h1", "b") } };
        var (mesh, setups) = (new Mesh(network), new MeshSetup(new Mesh(network)));
        Assert.Equal("169.254.200.1/32, 169.254.200.3/32", setups.Of(network.Find("h1")!).WireGuard.Peers.Single(p => p.Name == "h2").AllowedIPs.ToString());
        Assert.Equal(["h1", "h2"], mesh.Between(network.Find("a")!, network.Find("b")!).Via.Select(n => n.Name));
        Assert.Equal((LinkState.Relayed, "peering is forbidden"), (mesh.Between(network.Find("h1")!, network.Find("b")!).State, mesh.Between(network.Find("h1")!, network.Find("b")!).Reason));
        Assert.Equal(4, setups.Of(network.Find("a")!).Vxlan.TimeToLive);
    }

    [Fact]
    public void Where_nobody_needs_a_relay_and_no_rule_shapes_the_mesh_everything_is_as_before()
    {
        var network = Make(["*:*"], ("a", "", false), ("b", "", false));
        var setup = new MeshSetup(new Mesh(network)).Of(network.Find("a")!);
        Assert.Equal((1, 1, 1), (setup.WireGuard.Peers.Count, setup.Vxlan.Members.Count, setup.Vxlan.TimeToLive));
    }

    [Fact]
    public void Thousands_of_nodes_cost_what_nodes_and_relays_cost()
    {
        // With work for each pair this would take minutes.
        var nodes = Enumerable.Range(0, 5000).Select(i => new Node($"n{i:0000}")
        {
            PrivateKey = Key, LinkLayerAddress = [InterfaceAddress.Parse($"169.254.{192 + (i >> 8)}.{i & 255}/16")], AllowedIPs = [System.Net.IPNetwork.Parse($"169.254.{192 + (i >> 8)}.{i & 255}/32")],
            Endpoint = i < 10 ? Endpoint.Parse("192.0.2.1", 5) : null, Relay = i < 10, Groups = i < 10 ? ["hub"] : [$"site{i % 50}"],
        });
        var network = (Empty with { Peering = [PeeringRule.Parse("hub:*")] }).WithNodes(nodes);
        var mesh = new Mesh(network);
        var setups = new MeshSetup(mesh);
        Assert.Equal((long)4990 * 4989 / 2, mesh.Reach.Relayed);
        Assert.Equal(10, setups.Of(network.Nodes[^1]).WireGuard.Peers.Count);
        Assert.Equal(4999, setups.Of(network.Nodes[0]).WireGuard.Peers.Count);
        foreach (var node in network.Nodes)
            _ = setups.Of(node).WireGuard.Peers.Runs.Count;
    }

    private static PrivateKey Key { get; } = PrivateKey.Generate();

    private static Network Empty => new(new NetworkIdentity("mesh", "/nowhere/mesh.toml")) { VxlanId = 5, VxlanMtu = 1370, VxlanPort = 4789 };

    private static Network Make(string[] rules, params (string Name, string Groups, bool IsHub)[] nodes) =>
        (Empty with { Peering = rules.Select(PeeringRule.Parse).ToValueList() }).WithNodes(nodes.Select((n, i) => new Node(n.Name)
        {
            PrivateKey = PrivateKey.Generate(),
            LinkLayerAddress = [InterfaceAddress.Parse($"169.254.200.{i}/16")],
            AllowedIPs = [System.Net.IPNetwork.Parse($"169.254.200.{i}/32")],
            Endpoint = n.IsHub || rules[0] == "*:*" ? Endpoint.Parse("192.0.2.1", 5) : null,
            Relay = n.IsHub,
            Groups = n.Groups.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToValueList(),
        }));

    private static bool Directly(Network network, Node one, Node other) =>
        one.Name != other.Name && Mesh.IsUsable(one) && Mesh.IsUsable(other) && (Dials(network, one, other) || Dials(network, other, one)) && !network.IsBlocked(one.Name, other.Name)
        && network.Peering.Any(r => (In(one, r.One) && In(other, r.Other)) || (In(one, r.Other) && In(other, r.One)));

    private static bool Dials(Network network, Node one, Node other) =>
        other.Endpoint is not null || network.Links.Any(l => l.Endpoint is not null && NodeName.Comparer.Equals(l.From, one.Name) && NodeName.Comparer.Equals(l.To, other.Name));

    private static bool In(Node node, string group) => group == "*" || node.Groups.Any(g => string.Equals(g, group, StringComparison.OrdinalIgnoreCase));

    // The number of tunnels of the shortest way, of which all inner nodes are relays.
    private static int? Shortest(Network network, Node from, Node to)
    {
        var seen = new HashSet<string> { from.Name };
        List<Node> front = [from];
        for (var length = 1; front.Count > 0; length++)
        {
            if (front.Exists(n => Directly(network, n, to)))
                return length;
            front = [.. network.Nodes.Where(n => n.Relay && front.Exists(f => Directly(network, f, n)) && seen.Add(n.Name))];
        }
        return null;
    }

    // As WireGuard does: to the peer with the longest prefix, and no further than to who has the address.
    private static List<string> Send(Dictionary<string, NodeSetup> setupOf, string from, System.Net.IPAddress to)
    {
        var way = new List<string>();
        var at = from;
        while (way.Count < 20 && !setupOf[at].WireGuard.Address.Any(a => a.Address.Equals(to)))
        {
            var peer = setupOf[at].WireGuard.Peers.SelectMany(p => p.AllowedIPs.Where(i => i.Contains(to)).Select(i => (p.Name, i.PrefixLength))).MaxBy(e => e.PrefixLength);
            Assert.True(at == from || setupOf[at].IsRelay, $"{at} is not a relay");
            Assert.Contains(setupOf[peer.Name].WireGuard.Peers, p => p.Name == at);
            way.Add(at = peer.Name);
        }
        return way;
    }
}
