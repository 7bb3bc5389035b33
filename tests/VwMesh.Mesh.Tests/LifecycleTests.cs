using VwMesh.MeshTests.Lab;

namespace VwMesh.MeshTests;

/// <summary>A configuration is run twice, half taken away, killed, and fails; what is left is always all or nothing.</summary>
public sealed class LifecycleTests
{
    public static TheoryData<string> Guards => ["Nftables", "Iptables", "None"];

    [Theory]
    [MemberData(nameof(Guards))]
    public async Task Down_leaves_nothing_and_a_second_one_says_that_nothing_is_up(string guard)
    {
        await using var lab = await MeshLab.StartAsync();
        var node = await SingleAsync(lab, guard);
        await node.UpAsync();
        await node.DownAsync();
        Assert.Equal("", await node.RemainsAsync());

        var second = await node.TryDownAsync();

        Assert.NotEqual(0, second.ExitCode);
        Assert.Contains("is not a WireGuard interface", second.Output, StringComparison.Ordinal);
        Assert.Equal("", await node.RemainsAsync());
    }

    [Fact]
    public async Task A_second_up_says_so_and_leaves_the_running_mesh_alone()
    {
        await using var lab = await MeshLab.StartAsync();
        var nodes = await PairAsync(lab);
        var address = await nodes[1].MeshIPv4Async();
        Assert.True(await nodes[0].ReachesAsync(address));

        var second = await nodes[0].TryUpAsync();

        Assert.NotEqual(0, second.ExitCode);
        Assert.Contains("already exists", second.Output, StringComparison.Ordinal);
        Assert.Equal(new PingCount(3, 3, 0), await nodes[0].PingAsync($"-c 3 -i 0.1 -W 1 {address}"));
    }

    [Theory]
    [MemberData(nameof(Guards))]
    public async Task Down_works_when_half_is_gone_already(string guard)
    {
        await using var lab = await MeshLab.StartAsync();
        var node = await SingleAsync(lab, guard);
        await node.UpAsync();
        await node.Host.RunAsync($"ip link delete {node.Vxlan}; nft flush ruleset");

        await node.DownAsync();

        Assert.Equal("", await node.RemainsAsync());
    }

    [Theory]
    [MemberData(nameof(Guards))]
    public async Task Up_after_a_kill_works(string guard)
    {
        await using var lab = await MeshLab.StartAsync();
        var nodes = await PairAsync(lab, $"Set-VwNetwork $net -Guard {guard}");
        await nodes[0].Host.RunAsync("pkill -KILL -x wireguard-go; while ip link show dev wg-life >/dev/null 2>&1; do sleep 0.1; done");

        await nodes[0].UpAsync();

        Assert.True(await nodes[0].ReachesAsync(await nodes[1].MeshIPv4Async()));
        await nodes[0].DownAsync();
        Assert.Equal("", await nodes[0].RemainsAsync());
    }

    [Fact]
    public async Task Up_replaces_a_stale_interface_of_its_own()
    {
        await using var lab = await MeshLab.StartAsync();
        var nodes = await PairAsync(lab);
        await nodes[0].DownAsync();
        await nodes[0].Host.RunAsync($"ip link add {nodes[0].Vxlan} mtu 1280 type vxlan id $(grep -om1 'vxlan id [0-9]*' /etc/wireguard/wg-life.conf | cut -d ' ' -f 3) dstport 4789; ip link set {nodes[0].Vxlan} up");

        await nodes[0].UpAsync();

        Assert.Contains("mtu 1370", await nodes[0].Host.RunAsync($"ip link show dev {nodes[0].Vxlan}"), StringComparison.Ordinal);
        Assert.True(await nodes[0].ReachesAsync(await nodes[1].MeshIPv4Async()));
    }

    [Theory]
    [InlineData("link add vwg-life type bridge")]
    [InlineData("link add vwg-life type veth peer name other-end")]
    [InlineData("link add vwg-life type vxlan id 5 dstport 4789")]
    public async Task An_interface_of_the_hosts_that_has_the_name_is_left_alone_by_up_and_by_down(string command)
    {
        await using var lab = await MeshLab.StartAsync();
        var node = await SingleAsync(lab, "Nftables");
        await node.Host.RunAsync($"ip {command}; ip link set vwg-life up");
        var was = await node.Host.RunAsync("ip -o link show dev vwg-life");

        var up = await node.TryUpAsync();

        Assert.NotEqual(0, up.ExitCode);
        Assert.Contains("vwg-life is not our VXLAN", up.Output, StringComparison.Ordinal);
        Assert.Equal(was, await node.Host.RunAsync("ip -o link show dev vwg-life"));
        await node.Host.RunAsync("ip link delete vwg-life");
        await node.UpAsync();
        await node.Host.RunAsync($"ip link delete vwg-life; ip {command}");
        await node.DownAsync();
        Assert.Contains("vwg-life", await node.Host.RunAsync("ip link show dev vwg-life; ip link delete vwg-life"), StringComparison.Ordinal);
        Assert.Equal("", await node.RemainsAsync());
    }

    [Theory]
    [InlineData("Nftables", "-PostUp false")]
    [InlineData("Iptables", "-PostUp false")]
    [InlineData("None", "-PostUp false")]
    [InlineData("Nftables", "-PostUp 'true', 'exit 7'")]
    [InlineData("Nftables", "-PreUp false")]
    [InlineData("Nftables", "-Address 172.20.10.1/24 -PreUp 'ip link add squatter type vxlan id 7777 dstport 4789'")]
    [InlineData("Iptables", "-Address 172.20.10.1/24 -PreUp 'ip link add squatter type vxlan id 7777 dstport 4789'")]
    public async Task A_start_that_fails_leaves_nothing(string guard, string settings)
    {
        await using var lab = await MeshLab.StartAsync();
        var node = await SingleAsync(lab, guard, settings);

        var outcome = await node.TryUpAsync();

        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Equal("", await node.RemainsAsync());
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_start_that_is_interrupted_in_a_hook_leaves_nothing(string signal)
    {
        await using var lab = await MeshLab.StartAsync();
        var node = await SingleAsync(lab, "Nftables", "-PostUp 'sleep 20'");

        await node.Host.TryAsync($"timeout --signal={signal} 3 wg-quick up wg-life");

        var remains = await node.RemainsAsync();
        for (var i = 0; i < 20 && remains.Length > 0; i++)
        {
            await Task.Delay(200, TestContext.Current.CancellationToken);
            remains = await node.RemainsAsync();
        }
        Assert.Equal("", remains);
    }

    [Theory]
    [MemberData(nameof(Guards))]
    public async Task SaveConfig_keeps_a_file_that_comes_up_again(string guard)
    {
        await using var lab = await MeshLab.StartAsync();
        var nodes = await PairAsync(lab, $"Set-VwNetwork $net -Guard {guard}; Set-VwNode $net a -SaveConfig -UPnP");
        await nodes[0].DownAsync();
        await nodes[0].UpAsync();
        Assert.True(await nodes[0].ReachesAsync(await nodes[1].MeshIPv4Async()));
        await nodes[0].DownAsync();
        Assert.Equal("", await nodes[0].RemainsAsync());
    }

    [Theory]
    [InlineData("sysctl -q -w net/ipv6/conf/default/disable_ipv6=1")]
    [InlineData("sysctl -q -w net/ipv6/conf/all/disable_ipv6=1")]
    public async Task A_host_that_has_ipv6_off_by_default_has_it_in_the_mesh(string habit)
    {
        await using var lab = await MeshLab.StartAsync();
        var nodes = await PairAsync(lab, before: habit);

        Assert.True(await nodes[0].ReachesAsync(await nodes[1].MeshIPv6Async()));
    }

    [Fact]
    public async Task A_port_is_mapped_by_upnp_while_the_node_is_up_and_nobody_waits_for_the_router()
    {
        await using var lab = await MeshLab.StartAsync();
        var node = await SingleAsync(lab, "Nftables", "-UPnP -ListenPort 1234");
        await node.Host.RunAsync($"""
            printf '#!/bin/sh\necho "$@" >>{lab.Folder}/upnpc.log\nsleep 30\n' >'{lab.Folder}/upnpc'
            chmod +x '{lab.Folder}/upnpc'; mount --bind "{lab.Folder}" /usr/local/sbin
            """);

        // A pipe would stay open as long as anything holds it; wireguard-go itself lets go of its output here.
        await node.Host.RunAsync("timeout 10 wg-quick up wg-life", 20);
        await node.Host.RunAsync("timeout 10 wg-quick down wg-life", 20);

        await node.Host.RunAsync($"for i in $(seq 50); do [ $(wc -l <{lab.Folder}/upnpc.log) -ge 2 ] && break; sleep 0.1; done");
        Assert.Equal("-e VwMesh-wg-life -r 1234 udp\n-d 1234 udp\n", await File.ReadAllTextAsync(Path.Combine(lab.Folder, "upnpc.log"), TestContext.Current.CancellationToken));
    }

    private static async Task<MeshNode> SingleAsync(MeshLab lab, string guard, string settings = "")
    {
        var (host, _) = await lab.AddHostAsync("single");
        return await MeshNetwork.Create(lab, "wg-life", $"""
            New-VwNetwork $net -AddressPoolIPv4 172.20.10.0/24 -VxlanId 7777 -Guard {guard}
            Add-VwNode $net single {settings}
            """).NodeAsync(host);
    }

    private static async Task<MeshNode[]> PairAsync(MeshLab lab, string script = "", string before = "")
    {
        var (a, lineA) = await lab.AddHostAsync("a");
        var (b, lineB) = await lab.AddHostAsync("b");
        await a.RunAsync(before);
        return await MeshNetwork.Create(lab, "wg-life", $"""
            New-VwNetwork $net
            Add-VwNode $net a -ListenPort 1234 -Endpoint {lineA.IPv4}
            Add-VwNode $net b -ListenPort 1234 -Endpoint {lineB.IPv4}
            {script}
            """).UpAsync(a, b);
    }
}
