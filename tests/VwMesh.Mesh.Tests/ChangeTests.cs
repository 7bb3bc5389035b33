using VwMesh.MeshTests.Lab;

namespace VwMesh.MeshTests;

/// <summary>Nodes come and go while the others speak with each other.</summary>
public sealed class ChangeTests
{
    [Fact]
    public async Task Nodes_join_and_leave_without_a_lost_packet_between_the_others()
    {
        await using var lab = await MeshLab.StartAsync();
        var (a, lineA) = await lab.AddHostAsync("a");
        var (b, lineB) = await lab.AddHostAsync("b");
        var (c, lineC) = await lab.AddHostAsync("c");
        var network = MeshNetwork.Create(lab, "wg-change", $"""
            New-VwNetwork $net
            Add-VwNode $net a -ListenPort 1234 -Endpoint {lineA.IPv4}
            Add-VwNode $net b -ListenPort 1234 -Endpoint {lineB.IPv4} -PersistentKeepalive 25
            """);
        var nodes = await network.UpAsync(a, b);
        var addressB = await nodes[1].MeshIPv4Async();
        Assert.True(await nodes[0].ReachesAsync(addressB));
        Assert.Single(await nodes[0].FloodListAsync());
        using var ping = a.StartInBackground($"ping -n -q -i 0.01 -c 1200 -W 2 {addressB}", 40);

        network.Change($"Add-VwNode $net c -ListenPort 1234 -Endpoint {lineC.IPv4}");
        var joined = await network.NodeAsync(c);
        await joined.UpAsync();
        await ApplyAsync(network, nodes);
        var addressC = await joined.MeshIPv4Async();

        Assert.True(await nodes[0].ReachesAsync(addressC));
        Assert.True(await joined.ReachesAsync(addressB));
        Assert.Equal(2, (await nodes[0].FloodListAsync()).Count);

        network.Change("Remove-VwNode $net c -Confirm:$false");
        await ApplyAsync(network, nodes);

        Assert.False(await nodes[0].ReachesAsync(addressC, seconds: 2));
        Assert.Single(await nodes[0].FloodListAsync());
        Assert.DoesNotContain("dst " + await LinkLayerAsync(c), await a.RunAsync($"bridge fdb show dev {nodes[0].Vxlan}"), StringComparison.Ordinal);
        Assert.Equal(new PingCount(1200, 1200, 0), PingCount.Read((await ping.EndAsync()).Output));
    }

    [Fact]
    public async Task A_first_peer_joins_a_node_that_was_alone()
    {
        await using var lab = await MeshLab.StartAsync();
        var (a, line) = await lab.AddHostAsync("a");
        var (b, _) = await lab.AddHostAsync("b");
        var network = MeshNetwork.Create(lab, "wg-change", $"New-VwNetwork $net; Add-VwNode $net a -ListenPort 1234 -Endpoint {line.IPv4}");
        var first = (await network.UpAsync(a))[0];

        network.Change("Add-VwNode $net b");
        await ApplyAsync(network, [first]);
        var second = (await network.UpAsync(b))[0];

        Assert.True(await second.ReachesAsync(await first.MeshIPv4Async()));
        await second.DownAsync();
        await second.UpAsync();
        Assert.True(await second.ReachesAsync(await first.MeshIPv4Async()));
    }

    [Fact]
    public async Task A_change_that_peers_alone_cannot_make_is_refused_and_changes_nothing()
    {
        await using var lab = await MeshLab.StartAsync();
        var (a, _) = await lab.AddHostAsync("a");
        var network = MeshNetwork.Create(lab, "wg-change", "New-VwNetwork $net; Add-VwNode $net a");
        var node = (await network.UpAsync(a))[0];
        var before = await a.RunAsync("cat /etc/wireguard/wg-change.conf");

        network.Change("Set-VwNetwork $net -VxlanMtu 1300; Add-VwNode $net b");
        var outcome = await TryApplyAsync(network, node);

        Assert.Equal(3, outcome.ExitCode);
        Assert.Empty(await node.FloodListAsync());
        Assert.Equal(before, await a.RunAsync("cat /etc/wireguard/wg-change.conf"));
    }

    private static async Task ApplyAsync(MeshNetwork network, MeshNode[] nodes)
    {
        foreach (var node in nodes)
        {
            var outcome = await TryApplyAsync(network, node);
            Assert.True(outcome.Succeeded, outcome.Output);
        }
    }

    private static Task<Outcome> TryApplyAsync(MeshNetwork network, MeshNode node) =>
        node.Host.TryAsync($"bash '{ModuleSession.Metadata("Examples")}apply-node-config.sh' '{network.FileOf(node.Name)}'");

    private static async Task<string> LinkLayerAsync(Host host) =>
        (await host.RunAsync("ip -o -4 address show dev wg-change")).Split(' ', StringSplitOptions.RemoveEmptyEntries)[3].Split('/')[0];
}
