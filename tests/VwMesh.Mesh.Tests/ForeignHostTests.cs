using VwMesh.MeshTests.Lab;
using static VwMesh.MeshTests.Lab.ManagedMesh;

namespace VwMesh.MeshTests;

/// <summary>Hosts that differ from what a node expects: another init, another ip, another user of the VXLAN port.</summary>
public sealed class ForeignHostTests
{
    [Fact]
    public async Task OpenRC_starts_the_network_at_boot_until_it_is_removed()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a");
        Assert.Equal("a Restarted", await admin.RunAsync(lab, $"Deploy-VwNode wg-dep a | {Show}"));
        const string Services = "readlink /etc/init.d/wg-quick.wg-dep || :; rc-update -a show | tr -d ' '";
        Assert.Equal("wg-quick\nwg-quick.wg-dep|default", (await nodes[0].Host.RunAsync(Services)).Trim());
        Assert.Equal("True", await admin.RunAsync(lab, "(Get-VwNodeStatus wg-dep a).StartsAtBoot"));

        await nodes[0].Host.RunAsync("rc-update -q -a delete wg-quick.wg-dep");
        Assert.Equal("None Service wg-quick.wg-dep", await admin.RunAsync(lab, $"Compare-VwNode wg-dep a | {Plan}"));
        Assert.Equal("a Hot", await admin.RunAsync(lab, $"Deploy-VwNode wg-dep a | {Show}"));
        Assert.Equal("", await admin.RunAsync(lab, "Compare-VwNode wg-dep a"));

        Assert.Equal("a Removed", await admin.RunAsync(lab, $"Uninstall-VwNode wg-dep a -Confirm:$false | {Show}"));
        Assert.Equal("", (await nodes[0].Host.RunAsync(Services)).Trim());
    }

    [Fact]
    public async Task Without_an_init_that_starts_it_the_operator_learns_so()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a");
        await nodes[0].Host.RunAsync("rm -r /run/openrc");
        var first = await admin.RunAsync(lab, $"Deploy-VwNode wg-dep a 3>$null | {Show}");
        Assert.StartsWith("a Restarted Node 'a' runs the network, and nothing starts it at boot: ", first, StringComparison.Ordinal);
        Assert.Contains("'wg-quick up wg-dep'", first, StringComparison.Ordinal);
        Assert.Equal("NodeNotStartedAtBoot", await admin.RunAsync(lab, "Uninstall-VwNode wg-dep a -Confirm:$false | Out-Null; (Deploy-VwNode wg-dep a 3>$null).Error.ErrorId"));
        Assert.Equal("False", await admin.RunAsync(lab, "(Get-VwNodeStatus wg-dep a).StartsAtBoot"));
        Assert.Equal("", await admin.RunAsync(lab, "Compare-VwNode wg-dep a"));
    }

    [Fact]
    public async Task The_ip_of_busybox_does_not_do_and_nothing_is_touched()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a");
        ModuleSession.Run(lab.Folder, "$null = Export-VwNodeConfig wg-dep a -DestinationPath out");
        await nodes[0].Host.RunAsync("for i in /sbin/ip /usr/sbin/ip /bin/ip /usr/bin/ip; do [ ! -e $i ] || mount --bind \"$(command -v busybox)\" \"$(readlink -f $i)\" || :; done; ! ip -V");
        var result = await admin.TryAsync(lab, $"Deploy-VwNode wg-dep a | {Show}");
        Assert.StartsWith("a Failed Node 'a' lacks ip of iproute2.", result.Output, StringComparison.Ordinal);
        var installed = await nodes[0].Host.TryAsync($"sh '{lab.Folder}/out/a/wg-dep.vwmesh' install");
        Assert.NotEqual(0, installed.ExitCode);
        Assert.Contains("this host lacks ip of iproute2;", installed.Output, StringComparison.Ordinal);
        Assert.Equal("", await nodes[0].Host.RunAsync("ls -A /etc/wireguard; ls /sys/class/net | grep wg-dep || :"));
    }

    /// <remarks>The VXLAN interfaces are as Cilium makes one, and as a script by hand does.</remarks>
    [Theory]
    [InlineData("external dstport 4789", "RTNETLINK answers: Address already in use the VXLAN interface theirs has UDP port 4789: Set-VwNetwork -VxlanPort")]
    [InlineData("id $vni dstport 4789 local 198.18.0.1", "the VXLAN interface theirs has UDP port 4789 and VNI $vni: Set-VwNetwork -VxlanPort")]
    public async Task A_VXLAN_interface_in_the_way_is_named(string theirs, string reason)
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a");
        ModuleSession.Run(lab.Folder, "Set-VwNetwork wg-dep -VxlanId 4711");
        await nodes[0].Host.RunAsync($"vni=4711; ip link add theirs type vxlan {theirs}; ip link set theirs up");
        var result = await admin.TryAsync(lab, $"Deploy-VwNode wg-dep a | {Show}");
        Assert.Contains(reason.Replace("$vni", "4711", StringComparison.Ordinal), result.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("It is as it was.", result.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal("a Restarted", await admin.RunAsync(lab, $"$null = Set-VwNetwork wg-dep -VxlanPort 4790; Deploy-VwNode wg-dep a | {Show}"));
    }

    [Fact]
    public async Task A_flock_that_does_not_lock_is_no_other_deployment()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a");
        await nodes[0].Host.RunAsync("printf '#!/bin/sh\nexit 127\n' >/run/flock; chmod 755 /run/flock; mount --bind /run/flock \"$(readlink -f \"$(command -v flock)\")\"");
        var result = (await admin.TryAsync(lab, $"Deploy-VwNode wg-dep a | {Show}")).Output.ReplaceLineEndings(" ");
        Assert.StartsWith("a Failed Node 'a' cannot be changed: 'flock does not lock /run/vwmesh/wg-dep/lock'. Nothing was touched.", result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_has_the_port_of_VXLAN_is_named()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a");
        await nodes[0].Host.RunAsync("setsid python3 -c 'import socket, time; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind((\"0.0.0.0\", 4789)); time.sleep(300)' >/dev/null 2>&1 & sleep 1");
        var result = (await admin.TryAsync(lab, $"Deploy-VwNode wg-dep a | {Show}")).Output.ReplaceLineEndings(" ");
        Assert.Matches("the process python3[0-9.]*,pid=[0-9]+ has UDP port 4789: stop it, or Set-VwNetwork -VxlanPort", result);
        Assert.Contains("It is as it was.", result, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wg-dep.conf")]
    [InlineData("wg-dep.vwmesh")]
    public async Task A_file_that_is_a_link_is_somebody_elses_and_stays(string file)
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep a");
        await nodes[0].Host.RunAsync($"mkdir /run/managed; mv /etc/wireguard/{file} /run/managed; ln -s /run/managed/{file} /etc/wireguard/{file}");
        var was = await StateAsync(nodes[0]);
        foreach (var command in new[] { "Set-VwNode wg-dep a -FwMark 7 | Deploy-VwNode", "Uninstall-VwNode wg-dep a -Confirm:$false" })
        {
            var result = await admin.TryAsync(lab, $"{command} | {Show}");
            Assert.Contains($"/etc/wireguard/{file} is a link to /run/managed/{file}, and what made the link manages the file", result.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
            Assert.Contains("It is as it was.", result.Output, StringComparison.Ordinal);
        }
        Assert.Equal(was, await StateAsync(nodes[0]));
        Assert.Equal($"/run/managed/{file}", (await nodes[0].Host.RunAsync($"readlink /etc/wireguard/{file}")).Trim());
    }

    [Fact]
    public async Task A_container_that_may_not_write_below_proc_sys_is_a_node()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b");
        await nodes[0].Host.RunAsync("mount -o bind,ro /proc/sys /proc/sys; ! echo 0 2>/dev/null >/proc/sys/net/ipv4/ip_forward");
        Assert.Equal("a Restarted\nb Restarted", Sorted(await admin.RunAsync(lab, $"Deploy-VwNode wg-dep | {Show}")));
        Assert.True(await nodes[0].ReachesAsync(await nodes[1].MeshIPv4Async()));
        Assert.True(await nodes[1].ReachesAsync(await nodes[0].MeshIPv4Async()));
        Assert.Equal("", await admin.RunAsync(lab, "Compare-VwNode wg-dep"));
        Assert.Equal("a Hot", await admin.RunAsync(lab, $"Set-VwNode wg-dep a -FwMark 7 | Deploy-VwNode | {Show}"));
        Assert.True(await nodes[0].ReachesAsync(await nodes[1].MeshIPv4Async()));
        // A relay has to forward, which only this switch does.
        var relay = await admin.TryAsync(lab, $"Set-VwNode wg-dep a -Relay | Deploy-VwNode | {Show}");
        Assert.StartsWith("a Hot Node 'a' was changed, and still differs: Relay", relay.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("Hot Relay", (await admin.TryAsync(lab, $"Compare-VwNode wg-dep a | {Plan}")).Output, StringComparison.Ordinal);
        Assert.True(await nodes[0].ReachesAsync(await nodes[1].MeshIPv4Async()));
    }
}
