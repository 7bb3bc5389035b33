using VwMesh.MeshTests.Lab;

namespace VwMesh.MeshTests;

/// <summary>Whether the VXLAN port is closed to everyone but the tunnel. The rows without a guard show that the tests test something.</summary>
public sealed class GuardTests
{
    [Theory]
    [InlineData("Nftables", false)]
    [InlineData("Iptables", false)]
    [InlineData("None", true)]
    public async Task An_outsider_who_knows_vni_and_address_gets_frames_in_only_without_a_guard(string guard, bool getsIn)
    {
        await using var lab = await MeshLab.StartAsync();
        var (inside, line) = await lab.AddHostAsync("inside");
        var (outside, _) = await lab.AddHostAsync("outside");
        await CreateNetwork(lab, guard, line.IPv4!, "198.18.9.9").UpAsync(inside);
        var frames = await CountIntrudersAsync(inside);

        await InjectAsync(outside, line.IPv4!);
        var overIPv4 = await frames.ReadAsync();
        await InjectAsync(outside, line.IPv6!);

        Assert.Equal(getsIn, overIPv4 > 0);
        // The kernel listens on IPv4 alone for a VXLAN between IPv4 addresses, so that this way is closed in any case.
        Assert.Equal(overIPv4, await frames.ReadAsync());
    }

    [Theory]
    [InlineData("Nftables", false)]
    [InlineData("Iptables", false)]
    [InlineData("None", true)]
    public async Task With_wireguard_down_frames_leave_in_clear_only_without_a_guard(string guard, bool leaves)
    {
        await using var lab = await MeshLab.StartAsync();
        var (inside, line1) = await lab.AddHostAsync("inside");
        var (other, line2) = await lab.AddHostAsync("other");
        var node = (await CreateNetwork(lab, guard, line1.IPv4!, line2.IPv4!).UpAsync(inside, other))[0];
        Assert.True(await node.ReachesAsync("172.20.10.2"));
        // VwMesh's own entries lead into the tunnel or nowhere; those of a routing daemon (EVPN) or of a hook go by route.
        await inside.RunAsync($"bridge fdb append 00:00:00:00:00:00 dev {node.Vxlan} dst 169.254.200.200");
        var clear = await PacketCounter.StartAsync(lab.Internet, "clear", "udp dport 4789");

        await inside.RunAsync("ip link set wg-guard down");
        await node.PingAsync("-c 3 -i 0.2 -W 1 172.20.10.3");

        Assert.Equal(leaves, await clear.ReadAsync() > 0);
    }

    [Theory]
    [InlineData("Nftables", false)]
    [InlineData("Iptables", false)]
    [InlineData("None", true)]
    public async Task A_fragmented_frame_gets_no_further_than_a_whole_one(string guard, bool getsIn)
    {
        await using var lab = await MeshLab.StartAsync();
        var (inside, line) = await lab.AddHostAsync("inside");
        var (outside, _) = await lab.AddHostAsync("outside");
        await CreateNetwork(lab, guard, line.IPv4!, "198.18.9.9").UpAsync(inside);
        var frames = await CountIntrudersAsync(inside);
        var fragments = await PacketCounter.StartAsync(inside, "fragments", "ip frag-off & 0x3fff != 0");

        await outside.RunAsync("ip link set eth0 mtu 600");
        await InjectAsync(outside, line.IPv4!, "-s 1200");

        Assert.NotEqual(0, await fragments.ReadAsync());
        Assert.Equal(getsIn, await frames.ReadAsync() > 0);
    }

    [Theory]
    [InlineData("Nftables")]
    [InlineData("Iptables")]
    public async Task Two_networks_on_the_same_hosts_and_vxlan_port_do_not_disturb_each_other(string guard)
    {
        await using var lab = await MeshLab.StartAsync();
        var (one, line1) = await lab.AddHostAsync("one");
        var (two, line2) = await lab.AddHostAsync("two");
        var nodes = new List<MeshNode>();
        foreach (var (name, port) in new[] { ("wg-red", 1111), ("wg-blue=+", 2222) }.Where(n => guard == "Nftables" || !n.Item1.EndsWith('+')).Append(("wg-third", 3333)))
        {
            nodes.AddRange(await MeshNetwork.Create(lab, name, $"""
                New-VwNetwork $net -VxlanPort 4789 -Guard {guard}
                Add-VwNode $net one -ListenPort {port} -Endpoint {line1.IPv4}
                Add-VwNode $net two -ListenPort {port} -Endpoint {line2.IPv4}
                """).UpAsync(one, two));
        }

        foreach (var pair in nodes.Chunk(2))
            Assert.True(await pair[0].ReachesAsync(await pair[1].MeshIPv4Async()), pair[0].Vxlan);

        await nodes[0].DownAsync();
        Assert.Equal("", await nodes[0].RemainsAsync());
        foreach (var pair in nodes.Chunk(2).Skip(1))
            Assert.True(await pair[0].ReachesAsync(await pair[1].MeshIPv4Async()), pair[0].Vxlan);
    }

    private static MeshNetwork CreateNetwork(MeshLab lab, string guard, string endpoint1, string endpoint2) =>
        MeshNetwork.Create(lab, "wg-guard", $"""
            New-VwNetwork $net -AddressPoolIPv4 172.20.10.0/24 -VxlanId 7777 -Guard {guard}
            Add-VwNode $net inside -ListenPort 1234 -Endpoint {endpoint1} -Address 172.20.10.1/24
            Add-VwNode $net other -ListenPort 1234 -Endpoint {endpoint2} -Address 172.20.10.2/24
            """);

    private static Task<PacketCounter> CountIntrudersAsync(Host inside) =>
        PacketCounter.StartAsync(inside, "intruders", "iifname vwg-guard ip saddr 172.20.10.66");

    // What a stranger would do: a VXLAN of the same VNI towards the node's public address.
    private static async Task InjectAsync(Host outside, string target, string ping = "")
    {
        await outside.RunAsync($"""
            ip link delete intruder 2>/dev/null || :
            ip link add intruder mtu 1300 type vxlan id 7777 remote {target} dstport 4789
            ip address add 172.20.10.66/24 dev intruder
            ip link set intruder up
            ip neigh replace 172.20.10.1 lladdr ff:ff:ff:ff:ff:ff dev intruder
            """);
        await outside.TryAsync($"ping -n -q -c 3 -i 0.2 -W 1 {ping} 172.20.10.1");
    }
}
