namespace VwMesh.CoreTests.Checks;

public sealed class SettingsRuleTests
{
    [Theory]
    [InlineData("mesh-of-15-chars")]
    [InlineData("mesh.v2")]
    [InlineData("-mesh")]
    [InlineData("büro")]
    public void A_name_that_cannot_name_interfaces_is_an_error(string name) => Assert.Equal(["VW2001"], SoundNetwork.Mesh.Named(name).Codes());

    [Theory]
    [InlineData("lan10")]
    [InlineData("net0")]
    [InlineData("mbr0")]
    [InlineData("eth0")]
    [InlineData("enp3s0")]
    [InlineData("rrp")]
    [InlineData("wlan1")]
    public void A_name_that_a_hosts_interface_may_have_is_a_warning(string name) => Assert.Equal(["VW2015"], SoundNetwork.Mesh.Named(name).Codes());

    [Theory]
    [InlineData("lan")]
    [InlineData("wg0")]
    [InlineData("wg-lan10")]
    [InlineData("office")]
    [InlineData("berlin")]
    [InlineData("internal")]
    public void A_name_that_no_hosts_interface_has_is_none(string name) => Assert.Empty(SoundNetwork.Mesh.Named(name).Codes());

    [Theory]
    [InlineData(1000, "")]
    [InlineData(1001, "VW2016")]
    public void More_nodes_than_Linux_keeps_neighbours_are_a_warning_with_the_settings_to_use(int count, string expected)
    {
        var draft = new VwMesh.Model.NetworkDraft(Golden.WgMeshVpn());
        foreach (var node in draft.Nodes.ToList())
            draft.Remove(node.Name);
        foreach (var i in Enumerable.Range(0, count))
            draft.Add(new VwMesh.Model.Node($"n{i}"));
        var found = new VwMesh.Checks.Settings.ManyNeighbours().Find(new VwMesh.Links.Mesh(draft.ToNetwork())).ToList();
        Assert.Equal(expected.Length > 0, found.Count == 1);
        Assert.All(found, f => Assert.Contains("net.ipv4.neigh.default.gc_thresh2=1024 net.ipv4.neigh.default.gc_thresh3=2048 net.ipv6.neigh.default.gc_thresh2=1024", f.Remedy, StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_of_14_characters_is_none() => Assert.Empty(SoundNetwork.Mesh.Named("mesh-of-14-chr").Codes());

    [Theory]
    [InlineData(1500, "192.0.2.2:51822", "VW2002")]
    [InlineData(1391, "192.0.2.2:51822", "VW2002")]
    [InlineData(1390, "192.0.2.2:51822", null)]
    [InlineData(1390, "b.example.net:51822", "VW2003")]
    [InlineData(1391, "b.example.net:51822", "VW2002")]
    [InlineData(1370, "b.example.net:51822", null)]
    [InlineData(1400, "[2001:db8::2]:51822", "VW2002")]
    [InlineData(1371, "[2001:db8::2]:51822", "VW2002")]
    public void An_MTU_that_fragments_is_a_warning_and_one_that_may_is_information(int mtu, string endpoint, string? expected)
    {
        // Node a, whose endpoint is IPv4, goes without, so that nothing is to be said of families.
        var network = SoundNetwork.Mesh.With("VxlanMTU = 1370", $"VxlanMTU = {mtu}").With("192.0.2.2:51822", endpoint)
            .Without("Endpoint = \"192.0.2.1:51821\"").With("PersistentKeepalive = 0", "PersistentKeepalive = 25");
        Assert.Equal(expected is null ? ["VW4003"] : [expected, "VW4003"], network.Codes());
    }

    [Theory]
    [InlineData(1279, true)]
    [InlineData(1280, false)]
    public void IPv6_needs_an_MTU_of_1280(int mtu, bool isError) =>
        Assert.Equal(isError ? ["VW2004"] : [], SoundNetwork.Mesh.With("VxlanMTU = 1370", $"VxlanMTU = {mtu}").Codes());

    [Fact]
    public void A_small_MTU_is_well_without_IPv6()
    {
        var network = SoundNetwork.Mesh.With("VxlanMTU = 1370", "VxlanMTU = 1000").Without("AddressPoolIPv6 = \"fd00:20::/64\"");
        Assert.Empty(network.Codes());
        Assert.Equal(["VW2004"], network.With("\"10.20.0.2/24\"", "\"10.20.0.2/24\", \"fd00::2/64\"").Codes());
    }

    [Theory]
    [InlineData("none", "mesh", "VW2005")]
    [InlineData("iptables", "mesh", null)]
    [InlineData("nftables", "mesh+", null)]
    [InlineData("iptables", "mesh+", "VW2006")]
    public void A_guard_that_does_not_guard_is_spoken_of(string guard, string name, string? expected) =>
        Assert.Equal(expected is null ? [] : [expected], SoundNetwork.Mesh.Named(name).With("VxlanID = 20", $"VxlanID = 20\nGuard = \"{guard}\"").Codes());

    [Fact]
    public void A_block_of_a_node_that_is_not_there_is_a_warning()
    {
        var found = Assert.Single(SoundNetwork.Mesh.Plus("[PeerBlacklist]\nBlacklist = [[\"a\", \"tokio\"], [\"tokio\", \"a\"]]").Check());
        Assert.Equal(("VW2007", 33), (found.Code, found.Line));
        Assert.Contains("'tokio'", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pool_among_the_link_layer_addresses_is_an_error()
    {
        var network = SoundNetwork.Mesh.With("10.20.0.", "169.254.200.");
        Assert.Equal(["VW2008"], network.Codes());
    }
}
