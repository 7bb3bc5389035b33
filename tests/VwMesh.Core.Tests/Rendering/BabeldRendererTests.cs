using System.Net;
using VwMesh.Model;
using VwMesh.Rendering.Routing;

namespace VwMesh.CoreTests.Rendering;

public sealed class BabeldRendererTests
{
    [Theory]
    [InlineData(SubnetRouting.Babel, true)]
    [InlineData(SubnetRouting.Static, false)]
    public void It_announces_the_networks_behind_the_node_where_that_is_its_task(SubnetRouting routing, bool announces)
    {
        var network = Golden.WgMeshVpn() with { Routing = routing };
        var node = network.Find("node1")! with { Subnets = [IPNetwork.Parse("192.168.7.0/24")] };
        Assert.Equal(announces, BabeldRenderer.Render(network, node, []).Contains("\nredistribute ip 192.168.7.0/24 allow\n", StringComparison.Ordinal));
    }

    [Fact]
    public void It_allows_the_pools_and_the_prefixes_given_and_denies_the_rest()
    {
        var network = Golden.WgMeshVpn();
        Assert.Equal(
            """
            # Network wg-meshvpn, node node1; written by VwMesh
            interface vwg-meshvpn type tunnel split-horizon false
            redistribute local ip 169.254.0.0/16 deny
            redistribute ip 169.254.0.0/16 deny
            redistribute proto 3 ip 169.254.0.0/16 deny
            redistribute local ip 172.20.10.0/24 allow
            redistribute local ip 2001:db8:42::/64 allow
            redistribute local ip 10.9.0.0/16 allow
            redistribute ip 10.9.0.0/16 allow
            redistribute proto 3 ip 10.9.0.0/16 allow
            redistribute local deny
            redistribute deny

            """.ReplaceLineEndings("\n"),
            BabeldRenderer.Render(network, network.Find("node1")!, [IPNetwork.Parse("10.9.0.0/16"), IPNetwork.Parse("10.9.0.0/16")]));
    }

    [Theory]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    public void The_default_route_is_that_route_alone(string prefix)
    {
        var network = Golden.WgMeshVpn();
        var lines = BabeldRenderer.Render(network, network.Find("node1")!, [IPNetwork.Parse(prefix)]).Split('\n').Where(l => l.Contains($" {prefix}", StringComparison.Ordinal));
        Assert.Equal([$"redistribute ip {prefix} eq 0 allow", $"redistribute proto 3 ip {prefix} eq 0 allow"], lines);
    }

    [Theory]
    [InlineData("192.0.2.0/24", "'node1', 192.0.2.1")]
    [InlineData("192.0.0.0/8", "'node1', 192.0.2.1")]
    [InlineData("192.0.2.2/32", "'node2', 192.0.2.2")]
    [InlineData("169.254.7.0/24", "link-layer")]
    [InlineData("168.0.0.0/5", "link-layer")]
    public void A_prefix_that_holds_addresses_of_the_tunnels_is_refused(string prefix, string named)
    {
        var network = Golden.WgMeshVpn();
        var error = Assert.Throws<VwMeshException>(() => BabeldRenderer.Render(network, network.Find("node1")!, [IPNetwork.Parse(prefix)]));
        Assert.Equal("UnderlayRedistributed", error.ErrorId);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }
}
