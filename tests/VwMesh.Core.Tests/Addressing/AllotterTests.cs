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
        Assert.Equal(["169.254.1.0/16", "169.254.1.1/16", "169.254.1.2/16"], draft.ToNetwork().Nodes.Select(n => n.LinkLayerAddress.ToString()));
        Assert.All(draft.ToNetwork().Nodes, n => Assert.Equal([n.LinkLayerAddress[0].GetHostRoute()], n.AllowedIPs));
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
        Assert.Equal("AddressPoolFull", Assert.Throws<VwMeshException>(() => new Allotter(draft).Rekey("n0")).ErrorId);
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
