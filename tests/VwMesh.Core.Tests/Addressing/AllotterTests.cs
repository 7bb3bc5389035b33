using System.Net;
using CsCheck;
using VwMesh.Addressing;
using VwMesh.Model;

namespace VwMesh.CoreTests.Addressing;

public sealed class AllotterTests
{
    [Fact]
    public void Nodes_get_the_lowest_free_addresses()
    {
        var draft = Draft("10.0.0.0/29");
        var allotter = new Allotter(draft);
        allotter.Add("a", new NodeChange { Address = [InterfaceAddress.Parse("10.0.0.2/29")] });
        Assert.Equal(["10.0.0.1/29", "10.0.0.3/29"], new[] { "b", "c" }.Select(n => allotter.Add(n, new NodeChange()).Address.ToString()));
        Assert.All(draft.ToNetwork().Nodes, n => Assert.Equal([n.LinkLayerAddress[0].GetHostRoute()], n.AllowedIPs));
    }

    [Fact]
    public void Link_layer_addresses_of_networks_that_know_nothing_of_each_other_hardly_ever_meet()
    {
        var addresses = Enumerable.Range(0, 400).Select(_ => new Allotter(Draft("10.0.0.0/24")).Add("a", new NodeChange()).LinkLayerAddress[0]).ToList();
        Assert.All(addresses, a => Assert.InRange(a.Address.GetAddressBytes()[2], 192, 254));
        Assert.All(addresses, a => Assert.Equal("169.254", string.Join('.', a.Address.GetAddressBytes().Take(2))));
        // 400 of 16,128 addresses are some 395 different ones; fewer than 350 are as good as impossible.
        Assert.InRange(addresses.Distinct().Count(), 350, 400);
    }

    [Fact]
    public void A_network_that_has_all_link_layer_addresses_gets_no_further_node()
    {
        var draft = Draft("10.0.0.0/8");
        draft.Add(new Node("all") { LinkLayerAddress = Enumerable.Range(0, 63 * 256).Select(i => new InterfaceAddress(new IPAddress([169, 254, (byte)(192 + (i / 256)), (byte)i]), 16)).ToValueList() });
        Assert.Equal("LinkLayerPoolFull", Assert.Throws<VwMeshException>(() => new Allotter(draft).Add("a", new NodeChange())).ErrorId);
    }

    [Fact]
    public void A_link_layer_address_of_a_neighbour_is_not_drawn_and_the_last_one_that_is_free_is_found()
    {
        var all = Enumerable.Range(0, 63 * 256).Select(i => new InterfaceAddress(new IPAddress([169, 254, (byte)(192 + (i / 256)), (byte)i]), 16)).ToList();
        var neighbour = Draft("10.0.0.0/8");
        neighbour.Add(new Node("far") { LinkLayerAddress = all.Where(a => a.Address.ToString() != "169.254.200.7").ToValueList() });
        var allotter = new Allotter(Draft("10.1.0.0/24"), () => [neighbour.ToNetwork()]);
        Assert.Equal("169.254.200.7/16", allotter.Add("a", new NodeChange()).LinkLayerAddress.ToString());
        // Clashing with a neighbour is a finding; a network without room would be the end.
        Assert.NotEqual("169.254.200.7/16", allotter.Add("b", new NodeChange()).LinkLayerAddress.ToString());
    }

    [Fact]
    public void A_machine_gets_another_listen_port_in_each_network()
    {
        var neighbour = Draft("10.0.0.0/8");
        // All ports that are drawn but one.
        foreach (var port in Enumerable.Range(32768, 60999 - 32768 + 1).Where(p => p != 41000))
            neighbour.Add(new Node($"n{port}") { HostName = "box.example.net", ListenPort = port });
        var allotter = new Allotter(Draft("10.1.0.0/24"), () => [neighbour.ToNetwork()]);
        Assert.Equal(41000, allotter.Add("a", new NodeChange { HostName = "BOX.example.net" }).ListenPort);
        Assert.Equal(41000, allotter.Add("b", new NodeChange { Endpoint = "box.example.net" }).ListenPort);
    }

    [Fact]
    public void Renumbering_gives_every_node_a_link_layer_address_that_no_neighbour_has()
    {
        var draft = Draft("10.0.0.0/24");
        foreach (var name in new[] { "a", "b" })
            draft.Add(new Node(name) { LinkLayerAddress = [InterfaceAddress.Parse($"169.254.1.{name[0] - 'a'}/16")], AllowedIPs = [NetworkPrefix.ParseAllowedIP($"169.254.1.{name[0] - 'a'}")] });
        var before = draft.ToNetwork();
        var after = Allotter.RenumberLinkLayer(before, [before]);
        Assert.Equal(2, after.Nodes.Select(n => n.LinkLayerAddress[0]).Except(before.Nodes.Select(n => n.LinkLayerAddress[0])).Count());
        Assert.All(after.Nodes, n => Assert.Equal([n.LinkLayerAddress[0].GetHostRoute()], n.AllowedIPs));
    }

    [Theory]
    [InlineData("10.0.0.0/30", 2)]
    [InlineData("10.0.0.0/31", 2)]
    [InlineData("10.0.0.7/32", 1)]
    [InlineData("10.0.0.0/28", 14)]
    public void A_pool_holds_its_hosts_and_then_says_that_it_is_full(string pool, int hosts)
    {
        var draft = Draft(pool);
        var allotter = new Allotter(draft);
        for (var i = 0; i < hosts; i++)
            allotter.Add($"n{i}", new NodeChange());
        var error = Assert.Throws<VwMeshException>(() => allotter.Add("more", new NodeChange()));
        Assert.Equal(("AddressPoolFull", ErrorKind.LimitsExceeded), (error.ErrorId, error.Kind));
        var prefix = draft.Settings.AddressPoolIPv4!.Value;
        Assert.Equal(hosts, draft.Nodes.Select(n => n.Address[0].Address).Distinct().Count(prefix.Contains));
    }

    [Fact]
    public void An_address_outside_the_pool_takes_none_of_its_places()
    {
        var allotter = new Allotter(Draft("10.0.0.0/30"));
        allotter.Add("far1", new NodeChange { Address = [InterfaceAddress.Parse("192.168.0.1/24")] });
        allotter.Add("far2", new NodeChange { Address = [InterfaceAddress.Parse("192.168.0.2/24")] });
        allotter.Add("near1", new NodeChange());
        Assert.Equal("10.0.0.2/30", allotter.Add("near2", new NodeChange()).Address.ToString());
    }

    // In a /120 the address takes the key's last byte, of which the highest bit is never set; and fd00:: is the routers'.
    [Theory]
    [InlineData("fd00::/120", 127)]
    [InlineData("fd00::/119", 255)]
    [InlineData("fd00::/121", 127)]
    [InlineData("fd00::/126", 3)]
    public void A_narrow_IPv6_pool_is_filled_without_a_collision_and_then_is_full(string pool, int places)
    {
        var draft = Draft("10.0.0.0/16", pool);
        var allotter = new Allotter(draft);
        for (var i = 0; i < places; i++)
            allotter.Add($"n{i}", new NodeChange());
        var addresses = draft.Nodes.Select(n => n.IPv6Address!.Address).ToHashSet();
        Assert.Equal(places, addresses.Count);
        Assert.DoesNotContain(IPAddress.Parse("fd00::"), addresses);
        Assert.Equal("AddressPoolFull", Assert.Throws<VwMeshException>(() => allotter.Add("more", new NodeChange())).ErrorId);
        Assert.Equal("AddressPoolFull", Assert.Throws<VwMeshException>(() => new Allotter(draft).Rekey("n0", keepsPrevious: true)).ErrorId);
    }

    [Fact]
    public void A_given_key_must_not_be_another_nodes()
    {
        var allotter = new Allotter(Draft("10.0.0.0/24"));
        var key = allotter.Add("a", new NodeChange()).PrivateKey;
        Assert.Equal("KeyCollision", Assert.Throws<VwMeshException>(() => allotter.Add("b", new NodeChange { PrivateKey = key })).ErrorId);
        Assert.Equal("a", allotter.Change("a", new NodeChange { PrivateKey = key }).Name);
    }

    [Fact]
    public void A_given_address_must_not_be_another_nodes_but_two_nodes_may_swap_through_a_third()
    {
        var allotter = new Allotter(Draft("10.0.0.0/24"));
        allotter.Add("a", new NodeChange());
        allotter.Add("b", new NodeChange());
        var (first, second) = (InterfaceAddress.Parse("10.0.0.1/24"), InterfaceAddress.Parse("10.0.0.2/24"));
        var error = Assert.Throws<VwMeshException>(() => allotter.Change("a", new NodeChange { Address = [second] }));
        Assert.Equal(("AddressInUse", second), (error.ErrorId, error.Target));
        allotter.Change("a", new NodeChange { Address = [InterfaceAddress.Parse("10.0.0.9/24")] });
        allotter.Change("b", new NodeChange { Address = [first] });
        Assert.Equal(second, allotter.Change("a", new NodeChange { Address = [second] }).Address[0]);
    }

    [Fact]
    public void A_new_link_layer_address_takes_its_allowed_IP_along()
    {
        var allotter = new Allotter(Draft("10.0.0.0/24"));
        allotter.Add("a", new NodeChange { AllowedIPs = [NetworkPrefix.ParseAllowedIP("10.200.0.0/24")] });
        var node = allotter.Change("a", new NodeChange { LinkLayerAddress = [InterfaceAddress.Parse("169.254.7.7/16")] });
        Assert.Equal("169.254.7.7/32, 10.200.0.0/24", node.AllowedIPs.ToString());
        Assert.Equal("169.254.7.7/32", allotter.Change("a", new NodeChange { AllowedIPs = [] }).AllowedIPs.ToString());
    }

    [Fact]
    public void An_endpoint_without_a_port_takes_the_listen_port_of_the_same_change()
    {
        var allotter = new Allotter(Draft("10.0.0.0/24"));
        allotter.Add("a", new NodeChange { ListenPort = 1 });
        Assert.Equal("[2001:db8::1]:2", allotter.Change("a", new NodeChange { Endpoint = "2001:db8::1", ListenPort = 2 }).Endpoint!.ToString());
        Assert.Null(allotter.Change("a", new NodeChange { Endpoint = "" }).Endpoint);
    }

    [Fact]
    public void Renumbering_moves_what_lay_in_the_old_pool_and_leaves_the_rest()
    {
        var draft = Draft("10.0.0.0/24");
        var allotter = new Allotter(draft);
        allotter.Add("in", new NodeChange { Address = [InterfaceAddress.Parse("10.0.0.200/24"), InterfaceAddress.Parse("192.168.1.1/24")] });
        allotter.Add("out", new NodeChange());
        var old = draft.Settings.AddressPoolIPv4;
        var network = draft.ToNetwork() with { AddressPoolIPv4 = NetworkPrefix.ParsePoolIPv4("10.0.0.128/25") };
        Assert.Equal("out", Assert.Single(Allotter.OutsidePool(network)).Name);
        var renumbered = Allotter.Renumber(network, old);
        Assert.Equal("10.0.0.200/25, 192.168.1.1/24", renumbered.Find("in")!.Address.ToString());
        Assert.Equal("10.0.0.129/25", renumbered.Find("out")!.Address.ToString());
        Assert.Empty(Allotter.OutsidePool(renumbered));
    }

    [Fact]
    public void Whatever_is_added_no_two_nodes_share_an_address() =>
        Gen.Select(Gen.Int[20, 30], Gen.Int[116, 126], Gen.Int[1, 40]).Sample((v4, v6, count) =>
        {
            var draft = Draft($"10.0.0.0/{v4}", $"fd00::/{v6}");
            var allotter = new Allotter(draft);
            for (var i = 0; i < count; i++)
            {
                try
                {
                    allotter.Add($"n{i}", new NodeChange());
                }
                catch (VwMeshException e)
                {
                    Assert.Equal("AddressPoolFull", e.ErrorId);
                    break;
                }
            }
            var nodes = draft.Nodes;
            Assert.Equal(nodes.Count, nodes.Select(n => n.Address[0].Address).Distinct().Count());
            Assert.Equal(nodes.Count, nodes.Select(n => n.IPv6Address!.Address).Distinct().Count());
            Assert.Equal(nodes.Count, nodes.Select(n => n.MacAddress).Distinct().Count());
            Assert.Equal(nodes.Count, nodes.Select(n => n.LinkLayerAddress[0].Address).Distinct().Count());
        }, iter: 60);

    private static NetworkDraft Draft(string poolIPv4, string poolIPv6 = "fd00::/64") => new(new Network(NetworkIdentity.OfFile("/nets/wg0.toml"))
    {
        AddressPoolIPv4 = NetworkPrefix.ParsePoolIPv4(poolIPv4),
        AddressPoolIPv6 = NetworkPrefix.ParsePoolIPv6(poolIPv6),
        VxlanId = 1,
        VxlanMtu = 1370,
        VxlanPort = 4789,
    });
}
