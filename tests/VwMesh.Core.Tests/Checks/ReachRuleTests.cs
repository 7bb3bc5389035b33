using VwMesh.Checks;

namespace VwMesh.CoreTests.Checks;

public sealed class ReachRuleTests
{
    private const string Six = """

        [Node.d]
        Address = ["10.20.0.4/24"]
        AllowedIPs = ["169.254.1.4/32"]
        Endpoint = "192.0.2.4:51824"
        LinkLayerAddress = ["169.254.1.4/16"]
        ListenPort = 51824
        PrivateKey = "6BzIYxlNDs7MG9lN5O+6qSW72nZmHqTClsBP72wayVY="
        """;

    [Fact]
    public void Without_any_endpoint_every_node_is_cut_off()
    {
        var network = SoundNetwork.Mesh.Without("Endpoint = \"192.0.2.1:51821\"").Without("Endpoint = \"192.0.2.2:51822\"");
        Assert.Equal(["VW4001:a", "VW4001:b", "VW4001:c"], network.Codes());
    }

    [Fact]
    public void A_node_blocked_from_all_is_cut_off_and_the_others_are_not()
    {
        var network = SoundNetwork.Mesh.Plus("[PeerBlacklist]\nBlacklist = [[\"a\", \"b\"], [\"a\", \"c\"]]");
        var found = Assert.Single(network.Check());
        Assert.Equal(("VW4001", "a"), (found.Code, found.Node));
    }

    [Fact]
    public void A_single_node_is_not_cut_off()
    {
        var text = SoundNetwork.Mesh.Text;
        Assert.Empty((SoundNetwork.Mesh with { Text = text[..text.IndexOf("[Node.b]", StringComparison.Ordinal)] }).Codes());
    }

    [Fact]
    public void Parts_are_named()
    {
        var network = SoundNetwork.Mesh.Plus(Six).Plus("[PeerBlacklist]\nBlacklist = [[\"a\", \"b\"], [\"a\", \"d\"], [\"c\", \"b\"], [\"c\", \"d\"]]");
        var found = Assert.Single(network.Check());
        Assert.Equal("VW4002", found.Code);
        Assert.Equal("The mesh falls into 2 parts: 'a' and 'c'; 'b' and 'd'.", found.Message);
    }

    [Fact]
    public void A_blocked_pair_is_worth_knowing()
    {
        var found = Assert.Single(SoundNetwork.Mesh.Plus("[PeerBlacklist]\nBlacklist = [[\"a\", \"c\"], [\"c\", \"a\"]]").Check());
        Assert.Equal(("VW4005", Severity.Information), (found.Code, found.Severity));
        Assert.StartsWith("1 pair of nodes is blocked: 'a' and 'c';", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nodes_that_only_dial_have_no_link_and_a_blocked_pair_of_them_is_meant_so()
    {
        var found = Assert.Single(SoundNetwork.Mesh.Without("Endpoint = \"192.0.2.1:51821\"").With("PersistentKeepalive = 0", "PersistentKeepalive = 25").Check());
        Assert.Equal("VW4003", found.Code);
        Assert.Contains("'a' and 'c' (neither has an endpoint)", found.Message, StringComparison.Ordinal);
        Assert.Equal(["VW4005"], SoundNetwork.Mesh.Without("Endpoint = \"192.0.2.1:51821\"").With("PersistentKeepalive = 0", "PersistentKeepalive = 25")
            .Plus("[PeerBlacklist]\nBlacklist = [[\"a\", \"c\"], [\"c\", \"a\"]]").Codes());
    }

    [Theory]
    [InlineData("[2001:db8::2]:51822", true)]
    [InlineData("b.example.net:51822", false)]
    public void Endpoints_of_both_families_are_worth_knowing(string endpoint, bool isSaid) =>
        Assert.Equal(isSaid ? ["VW4004"] : [], SoundNetwork.Mesh.With("192.0.2.2:51822", endpoint).Codes());
}
