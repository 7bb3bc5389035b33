using VwMesh.MeshTests.Lab;

namespace VwMesh.MeshTests;

/// <summary>babeld on the mesh, with the configuration the module writes.</summary>
public sealed class RoutingTests
{
    [Fact]
    public async Task A_blocked_pair_has_no_tunnel_and_reaches_each_others_networks_through_a_third_node()
    {
        await using var lab = await MeshLab.StartAsync(isPatient: true);
        var (network, nodes, _) = await StartAsync(lab, "Block-VwPeer $net a b");
        var (a, b) = (nodes[0], nodes[1]);

        Assert.Equal("1", (await a.Host.RunAsync($"wg show {network.Name} peers | wc -l")).Trim());
        Assert.Single(await a.FloodListAsync());
        Assert.False(await a.ReachesAsync(await b.MeshIPv4Async(), seconds: 3), "there is no way yet");

        await Task.WhenAll(nodes.Select(n => StartBabeldAsync(network, n)));

        await AssertAllReachAllAsync(nodes);
        var announced = await a.Host.RunAsync("ip route show proto babel; ip -6 route show proto babel");
        Assert.All(
            announced.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            route => Assert.Matches(@"^(172\.20\.10\.|2001:db8:42:|10\.50\.[23]\.(0/24|1) )", route));
    }

    [Fact]
    public async Task After_a_line_of_the_underlay_dies_traffic_returns_through_a_third_node()
    {
        await using var lab = await MeshLab.StartAsync(isPatient: true);
        var (network, nodes, lines) = await StartAsync(lab, "");
        await Task.WhenAll(nodes.Select(n => StartBabeldAsync(network, n)));
        await AssertAllReachAllAsync(nodes);

        await lab.Internet.RunAsync($$"""
            nft 'table inet cut { chain between { type filter hook forward priority filter;
                ip saddr { {{lines[0]}}, {{lines[1]}} } ip daddr { {{lines[0]}}, {{lines[1]}} } drop; }; }'
            """);

        var address = await nodes[1].MeshIPv4Async();
        Assert.Equal(0, (await nodes[0].PingAsync($"-c 2 -i 0.2 -W 1 {address}")).Received);
        // Hellos come every 4 s; after a few that are missing the neighbour is taken for lost (RFC 8966, appendix A).
        Assert.True(await nodes[0].ReachesAsync(address, seconds: 60));
        Assert.Equal(new PingCount(3, 3, 0), await nodes[0].PingAsync($"-c 3 -i 0.2 -W 1 {address}"));
    }

    private static async Task<(MeshNetwork Network, MeshNode[] Nodes, string[] Lines)> StartAsync(MeshLab lab, string script)
    {
        var hosts = new List<Host>();
        var lines = new List<string>();
        foreach (var (name, stub) in new[] { ("a", 1), ("b", 2), ("c", 3) })
        {
            var (host, line) = await lab.AddHostAsync(name);
            await host.RunAsync($"ip link add lan type veth peer name far; ip link set far up; ip address add 10.50.{stub}.1/24 dev lan; ip link set lan up");
            hosts.Add(host);
            lines.Add(line.IPv4!);
        }
        var network = MeshNetwork.Create(lab, "wg-babel", $$"""
            New-VwNetwork $net -AddressPoolIPv4 172.20.10.0/24 -AddressPoolIPv6 2001:db8:42::/64
            Add-VwNode $net a -ListenPort 1 -Endpoint {{lines[0]}}
            Add-VwNode $net b -ListenPort 2 -Endpoint {{lines[1]}}
            Add-VwNode $net c -ListenPort 3 -Endpoint {{lines[2]}}
            {{script}}
            $null = Get-VwNode $net | Export-VwRoutingConfig -Daemon Babeld -Redistribute { "10.50.$($_.ListenPort).0/24" } -DestinationPath out
            """);
        return (network, await network.UpAsync([.. hosts]), [.. lines]);
    }

    private static Task<string> StartBabeldAsync(MeshNetwork network, MeshNode node) => node.Host.RunAsync(
        $"babeld -D -I /run/babeld.pid -S /run/babeld.state -L /run/babeld.log -c '{Path.ChangeExtension(network.FileOf(node.Name), "babeld.conf")}'");

    private static async Task AssertAllReachAllAsync(MeshNode[] nodes)
    {
        foreach (var (from, to) in nodes.SelectMany(a => nodes.Where(b => b != a).Select(b => (a, b))))
        {
            Assert.True(await from.ReachesAsync(await to.MeshIPv4Async(), seconds: 60), $"{from.Name} to {to.Name}");
            Assert.True(await from.ReachesAsync(await to.MeshIPv6Async(), seconds: 60), $"{from.Name} to {to.Name} over IPv6");
            Assert.True(await from.ReachesAsync($"10.50.{to.Name[0] - 'a' + 1}.1", seconds: 60), $"{from.Name} to the network behind {to.Name}");
        }
    }
}
