namespace VwMesh.PowerShellTests;

/// <summary>The networks behind a node: named at the node, routed by its peers, shown in pictures.</summary>
public sealed class SubnetTests : EngineTest
{
    [Fact]
    public void Every_other_node_gets_a_route_unless_a_daemon_or_the_administrator_sees_to_it()
    {
        MakeNetwork();
        Session.Get("Set-VwNode wg0 b -Subnets '192.168.10.7/24, fd00:10::/64'; Block-VwPeer wg0 b c");
        Assert.Equal("192.168.10.0/24 fd00:10::/64", Session.GetOne<string>("(Get-VwNode wg0 b).Subnets -join ' '"));
        Assert.Contains("\nSubnets = [ \"192.168.10.0/24\", \"fd00:10::/64\",]\n", FileText(), StringComparison.Ordinal);
        var gateway = Session.GetOne<string>("\"$((Get-VwNode wg0 b).Address.Address)\"");
        Assert.Contains($"192.168.10.0/24 via {gateway} ", ConfigOf("a").Replace($"192.168.10.0/24 {gateway}", $"192.168.10.0/24 via {gateway}", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain($"192.168.10.0/24 {gateway}", ConfigOf("b"), StringComparison.Ordinal);
        Assert.DoesNotContain("192.168.10.0/24", ConfigOf("c"), StringComparison.Ordinal);
        foreach (var routing in new[] { "Babel", "none" })
        {
            Session.Get($"Set-VwNetwork wg0 -Routing {routing}");
            Assert.DoesNotContain("192.168.10.0/24", ConfigOf("a"), StringComparison.Ordinal);
        }
        Assert.Equal("None", Session.GetOne<string>("(Get-VwNetwork wg0).Routing"));
        Assert.Contains("\nRouting = \"None\"\n", FileText(), StringComparison.Ordinal);
        Session.Get("Set-VwNetwork wg0 -Routing Babel");
        Assert.Contains("redistribute ip fd00:10::/64 allow", Session.GetOne<string>("Export-VwRoutingConfig wg0 b -Raw"), StringComparison.Ordinal);
        Assert.DoesNotContain("fd00:10::/64", Session.GetOne<string>("Export-VwRoutingConfig wg0 a -Raw"), StringComparison.Ordinal);
        Session.Get("Set-VwNetwork wg0 -Routing Static; Set-VwNode wg0 b -Subnets @()");
        Assert.DoesNotContain("Subnets", FileText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Routing", FileText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.168.10.0")]
    [InlineData("lan")]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("127.0.0.0/8")]
    [InlineData("169.254.10.0/24")]
    [InlineData("128.0.0.0/1")]
    [InlineData("224.0.0.0/24")]
    [InlineData("fe80::/64")]
    [InlineData("192.168.10.0/33")]
    public void What_no_node_can_route_is_refused_where_it_is_set(string subnet)
    {
        MakeNetwork();
        var before = FileText();
        var error = Session.Fail($"Set-VwNode wg0 b -Subnets {subnet}");
        Assert.Equal("InvalidSubnets", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains($"'{subnet}'", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, FileText());
    }

    [Theory]
    [InlineData("Svg")]
    [InlineData("Dot")]
    [InlineData("Mermaid")]
    public void Pictures_show_the_networks(string format)
    {
        MakeNetwork();
        Session.Get("Set-VwNode wg0 b -Subnets 192.168.10.0/24");
        Assert.Contains("192.168.10.0/24", Session.GetOne<string>($"Export-VwDiagram wg0 {format} -Raw"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_that_holds_an_endpoint_is_not_exported()
    {
        MakeNetwork();
        Session.Get("Set-VwNode wg0 a -Endpoint 192.0.2.1; Set-VwNode wg0 b -Subnets 192.0.2.0/24");
        Assert.Contains("VW3042", Session.Run("Export-VwNodeConfig wg0 -DestinationPath out").Errors[0].ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Session.PathOf("out")));
    }

    private string ConfigOf(string node) => string.Concat(Session.Get($"Export-VwNodeConfig wg0 {node} -Raw -WarningAction Ignore").Select(t => t.ToString()));
}
