using VwMesh.MeshTests.Lab;
using static VwMesh.MeshTests.Lab.ManagedMesh;

namespace VwMesh.MeshTests;

/// <summary>What somebody changed on a node by hand, and nodes that lack something.</summary>
public sealed class DriftTests
{
    // A command on the node, and the items in which it differs then.
    private static readonly (string Change, string Items)[] Changes =
    [
        ("wg set wg-dep peer $(wg show wg-dep peers | head -n 1) remove", "Peer"),
        ("bridge fdb del $(bridge fdb show dev vwg-dep | grep -m 1 ^00:00 | cut -d ' ' -f 1-5) dev vwg-dep", "FloodEntry"),
        ("ip address del $(ip -4 -o address show dev vwg-dep | tr -s ' ' | cut -d ' ' -f 4) dev vwg-dep", "Address"),
        ("ip address del $(ip -4 -o address show dev wg-dep | tr -s ' ' | cut -d ' ' -f 4) dev wg-dep", "LinkLayerAddress Route"),
        ("nft delete table inet vwmesh-wg-dep", "Guard"),
        ("nft flush chain inet vwmesh-wg-dep input", "Guard"),
        ("ip link set dev vwg-dep mtu 1300", "MTU"),
        ("wg set wg-dep fwmark 7", "FwMark"),
        ("wg set wg-dep peer $(wg show wg-dep peers | head -n 1) allowed-ips 10.9.9.9/32 persistent-keepalive 5", "AllowedIPs PersistentKeepalive"),
        ("wg set wg-dep peer $(wg genkey | wg pubkey) allowed-ips 10.9.9.9/32", "Peer"),
    ];

    [Fact]
    public async Task What_was_changed_by_hand_is_found_and_mended_hot()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep");
        // The node's keeper would mend most of it before the deployment does.
        await nodes[0].Host.RunAsync("pkill -STOP -f '[w]g-dep.vwmesh keep'");
        foreach (var (change, items) in Changes)
        {
            await nodes[0].Host.RunAsync(change);
            Assert.Equal((change, items), (change, await admin.RunAsync(lab, "(Compare-VwNode wg-dep a | ForEach-Object Item) -join ' '")));
            Assert.Equal((change, "a Hot"), (change, await admin.RunAsync(lab, $"Deploy-VwNode wg-dep a | {Show}")));
            Assert.Equal((change, ""), (change, await admin.RunAsync(lab, "Compare-VwNode wg-dep a")));
            Assert.True(await nodes[0].ReachesAsync(await nodes[1].MeshIPv4Async()), change);
        }
        await nodes[0].Host.RunAsync("pkill -CONT -f '[w]g-dep.vwmesh keep'");
    }

    [Fact]
    public async Task A_keeper_that_is_gone_is_found_and_started()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep");
        Assert.Equal("True", await admin.RunAsync(lab, "(Get-VwNodeStatus wg-dep a).HasKeeper"));
        await nodes[0].Host.RunAsync("pkill -KILL -f '[w]g-dep.vwmesh keep'");
        Assert.Equal("Hot Keeper", await admin.RunAsync(lab, $"Compare-VwNode wg-dep a | {Plan}"));
        Assert.Equal("a Hot", await admin.RunAsync(lab, $"Deploy-VwNode wg-dep a | {Show}"));
        Assert.Equal("", await admin.RunAsync(lab, "Compare-VwNode wg-dep a"));
    }

    [Fact]
    public async Task A_node_without_bridge_is_an_error_of_its_own()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a");
        await nodes[0].Host.RunAsync("for b in /sbin/bridge /usr/sbin/bridge /bin/bridge /usr/bin/bridge; do [ ! -e $b ] || mount --bind /dev/null $b || :; done");
        var result = await admin.TryAsync(lab, "Deploy-VwNode wg-dep a | ForEach-Object { \"$($_.Outcome) $($_.Error.ErrorId)\" }");
        Assert.StartsWith("Failed NodeLacksCommand", result.Output, StringComparison.Ordinal);
        Assert.Equal("", await nodes[0].RemainsAsync());
    }

    [Theory]
    [InlineData("iptables -t mangle -D INPUT -p udp -j vwmesh-wg-dep")]
    [InlineData("iptables -t mangle -F vwmesh-wg-dep")]
    public async Task The_guard_of_iptables_is_mended_and_gives_way_to_that_of_nftables(string change)
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a");
        ModuleSession.Run(lab.Folder, "Set-VwNetwork wg-dep -Guard Iptables");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep");
        var guard = await nodes[0].Host.RunAsync("iptables -t mangle -S");
        await nodes[0].Host.RunAsync($"pkill -STOP -f '[w]g-dep.vwmesh keep'; {change}");
        Assert.Equal("Hot Guard", await admin.RunAsync(lab, $"Compare-VwNode wg-dep | {Plan}"));
        Assert.Equal("a Hot", await admin.RunAsync(lab, $"Deploy-VwNode wg-dep a | {Show}"));
        Assert.Equal(guard, await nodes[0].Host.RunAsync("pkill -CONT -f '[w]g-dep.vwmesh keep'; iptables -t mangle -S"));

        ModuleSession.Run(lab.Folder, "Set-VwNetwork wg-dep -Guard Nftables");
        Assert.Equal("a Hot", await admin.RunAsync(lab, $"Deploy-VwNode wg-dep a | {Show}"));
        Assert.DoesNotContain("vwmesh", await nodes[0].Host.RunAsync("iptables -t mangle -S"), StringComparison.Ordinal);
        Assert.Contains("vwmesh-wg-dep", await nodes[0].Host.RunAsync("nft list tables"), StringComparison.Ordinal);
        Assert.Equal("", await admin.RunAsync(lab, "Compare-VwNode wg-dep"));
    }

    [Fact]
    public async Task An_interface_of_the_hosts_that_has_the_name_is_an_error_and_is_left_alone()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a");
        await nodes[0].Host.RunAsync("ip link add vwg-dep type bridge; ip address add 203.0.113.5/24 dev vwg-dep");
        var was = await nodes[0].Host.RunAsync("ip -o address show dev vwg-dep");
        var result = await admin.TryAsync(lab, """
            Deploy-VwNode wg-dep a | ForEach-Object { "$($_.Outcome) $($_.Error.ErrorId)" }
            try { Compare-VwNode wg-dep a -ErrorAction Stop } catch { $_.Exception.Message }
            """);
        Assert.StartsWith("Failed InterfaceNotOurs", result.Output, StringComparison.Ordinal);
        Assert.Contains("has an interface 'vwg-dep' that is not the VXLAN interface of network 'wg-dep': it is an interface of kind 'bridge'", result.Output, StringComparison.Ordinal);
        Assert.Equal(was, await nodes[0].Host.RunAsync("ip -o address show dev vwg-dep"));
        Assert.Equal("", (await nodes[0].Host.RunAsync("ls -A /etc/wireguard")).Trim());
    }

    [Theory]
    [InlineData("wg", "echo 'wg: Invalid subcommand: dump' >&2; exit 1")]
    [InlineData("wg", "case $1 in show) echo garbage; echo '$(reboot)';; *) exit 1;; esac")]
    [InlineData("bridge", "echo 'Option \"-j\" is unknown' >&2; exit 255")]
    [InlineData("ip", "echo '[{'")]
    public async Task A_node_whose_programs_answer_otherwise_is_an_error_and_is_not_touched(string program, string script)
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep");
        var was = await StateAsync(nodes[0]);
        ModuleSession.Run(lab.Folder, "Set-VwNode wg-dep -Name a,b -PersistentKeepalive 25");
        var path = $"\"$(readlink -f \"$(command -v {program})\")\"";
        await nodes[0].Host.RunAsync($"printf '#!/bin/sh\\n%s\\n' '{script.Replace("'", "'\\''", StringComparison.Ordinal)}' >/run/double; chmod 755 /run/double; mount --bind /run/double {path}");
        var result = await admin.TryAsync(lab, "Deploy-VwNode wg-dep | ForEach-Object { \"$($_.Node) $($_.Outcome) $($_.Error.ErrorId)\".Trim() }");
        Assert.Contains("a Failed NodeAnswerInvalid\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("b Hot\n", result.Output, StringComparison.Ordinal);
        // The keeper may be running the double.
        await nodes[0].Host.RunAsync($"umount -l {path}");
        Assert.Equal(was, await StateAsync(nodes[0]));
    }
}
