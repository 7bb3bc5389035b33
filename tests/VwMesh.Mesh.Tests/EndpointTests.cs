using VwMesh.MeshTests.Lab;

namespace VwMesh.MeshTests;

/// <summary>The ways nodes find each other.</summary>
public sealed class EndpointTests
{
    [Theory]
    [InlineData("198.18.1.2", Families.Both)]
    [InlineData("[2001:db8:ff01::2]", Families.Both)]
    [InlineData("[2001:db8:ff01::2]", Families.IPv6)]
    [InlineData("hub.example.net", Families.Both)]
    [InlineData("hub.example.net", Families.IPv6)]
    public async Task A_node_dials_an_address_or_a_name(string endpoint, Families families)
    {
        await using var lab = await MeshLab.StartAsync(isPatient: true);
        var (hub, line) = await lab.AddHostAsync("hub", families);
        var (spoke, _) = await lab.AddHostAsync("spoke", families);
        await spoke.RunAsync($"echo '{line.IPv4 ?? line.IPv6} hub.example.net' >'{lab.Folder}/hosts'; mount --bind '{lab.Folder}/hosts' /etc/hosts");
        var network = MeshNetwork.Create(lab, "wg-dial", $"""
            New-VwNetwork $net
            Add-VwNode $net hub -ListenPort 1234 -Endpoint '{endpoint}'
            Add-VwNode $net spoke
            """);

        var nodes = await network.UpAsync(hub, spoke);

        Assert.True(await nodes[1].ReachesAsync(await nodes[0].MeshIPv4Async()));
        Assert.True(await nodes[0].ReachesAsync(await nodes[1].MeshIPv6Async()));
    }

    [Fact]
    public async Task Nodes_behind_nat_are_reached_because_they_keep_alive_what_they_dialled()
    {
        await using var lab = await MeshLab.StartAsync(isPatient: true);
        var (hub, line) = await lab.AddHostAsync("hub");
        var home = await lab.AddHostBehindNatAsync("home");
        var shop = await lab.AddHostBehindNatAsync("shop");
        foreach (var host in new[] { hub, home, shop })
            await host.RunAsync("sysctl -q -w net/ipv6/conf/default/router_solicitations=0");
        var network = MeshNetwork.Create(lab, "wg-nat", $"""
            New-VwNetwork $net
            Add-VwNode $net hub -ListenPort 1234 -Endpoint {line.IPv4}
            Add-VwNode $net home, shop -PersistentKeepalive 1
            """);

        var nodes = await network.UpAsync(hub, home, shop);

        Assert.True(await nodes[0].ReachesAsync(await nodes[1].MeshIPv4Async()));
        Assert.True(await nodes[0].ReachesAsync(await nodes[2].MeshIPv4Async()));
        // The routers forget a silent line after 2 s; only what keeps it alive lets the hub's next packet in.
        await Task.Delay(TimeSpan.FromSeconds(12), TestContext.Current.CancellationToken);
        foreach (var node in nodes[1..])
            Assert.NotEqual(0, (await nodes[0].PingAsync($"-c 3 -i 0.2 -W 1 {await node.MeshIPv4Async()}")).Received);
        Assert.False(await nodes[1].ReachesAsync(await nodes[2].MeshIPv4Async(), seconds: 3), "nothing relays between home and shop, so they were not behind NAT");
    }
}
