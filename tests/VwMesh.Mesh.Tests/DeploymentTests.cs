using VwMesh.MeshTests.Lab;
using static VwMesh.MeshTests.Lab.ManagedMesh;

namespace VwMesh.MeshTests;

/// <summary>An operator deploys to nodes over ssh.</summary>
public sealed class DeploymentTests
{
    [Fact]
    public async Task First_contact_brings_nodes_up_and_the_next_deployment_touches_nothing()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b", "c");

        Assert.Equal("a Restarted\nb Restarted\nc Restarted", Sorted(await admin.RunAsync(lab, $"Deploy-VwNode wg-dep | {Show}")));

        Assert.True(await nodes[0].ReachesAsync(await nodes[2].MeshIPv4Async()));
        Assert.Equal("600", (await nodes[0].Host.RunAsync("stat -c %a /etc/wireguard/wg-dep.conf")).Trim());
        var before = await nodes[0].Host.RunAsync("stat -c '%i %Y' /etc/wireguard/wg-dep.conf; cat /proc/net/dev | grep -c wg-dep");
        Assert.Equal("", await admin.RunAsync(lab, "Compare-VwNode wg-dep"));
        Assert.Equal("a Unchanged\nb Unchanged\nc Unchanged", Sorted(await admin.RunAsync(lab, $"Deploy-VwNode wg-dep | {Show}")));
        Assert.Equal(before, await nodes[0].Host.RunAsync("stat -c '%i %Y' /etc/wireguard/wg-dep.conf; cat /proc/net/dev | grep -c wg-dep"));
        Assert.Equal("", (await nodes[0].Host.RunAsync("ls /run/vwmesh/wg-dep | grep -v -x -e lock -e holder -e shell -e last || :; pgrep -f '[r]ollback' || :")).Trim());
        Assert.Equal("a Up 2\nb Up 2\nc Up 2", await admin.RunAsync(lab, "Get-VwNodeStatus wg-dep | ForEach-Object { \"$($_.Node) $($_.State) $($_.Peers.Count)\" }"));
    }

    [Fact]
    public async Task A_node_is_added_everywhere_and_no_packet_is_lost_among_the_others()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep");
        var address = await nodes[1].MeshIPv4Async();
        Assert.True(await nodes[0].ReachesAsync(address));
        using var ping = nodes[0].Host.StartInBackground($"ping -n -q -i 0.01 -c 1500 -W 2 {address}", 120);

        var (host, line) = await lab.AddHostAsync("c");
        await admin.ServeAsync(host, line.IPv4);
        ModuleSession.Run(lab.Folder, $"Add-VwNode wg-dep c -ListenPort 1234 -Endpoint {line.IPv4} -UserName root");
        Assert.Equal("a Hot\nb Hot\nc Restarted", Sorted(await admin.RunAsync(lab, $"Deploy-VwNode wg-dep | {Show}")));

        Assert.True(await nodes[0].ReachesAsync(await new MeshNode(host, "wg-dep").MeshIPv4Async()));
        Assert.Equal(new PingCount(1500, 1500, 0), PingCount.Read((await ping.EndAsync()).Output));
        Assert.Equal("", await admin.RunAsync(lab, "Compare-VwNode wg-dep"));
        Assert.Contains("c", await nodes[0].Host.RunAsync("cat /etc/wireguard/wg-dep.conf"), StringComparison.Ordinal);
        Assert.DoesNotContain("# Peer c", await nodes[0].Host.RunAsync("cat /etc/wireguard/wg-dep.conf.previous"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Blocked_peers_new_keys_and_another_VNI_take_what_the_plan_says_beforehand()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b", "c");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep");
        var addressB = await nodes[1].MeshIPv4Async();
        Assert.True(await nodes[0].ReachesAsync(addressB));

        ModuleSession.Run(lab.Folder, "Block-VwPeer wg-dep a b");
        Assert.Equal("TunnelLoss Peer b", await admin.RunAsync(lab, $"Compare-VwNode wg-dep a | Where-Object Impact -EQ TunnelLoss | {Plan}"));
        Assert.Equal("a Hot\nb Hot\nc Unchanged", Sorted(await admin.RunAsync(lab, $"Deploy-VwNode wg-dep | {Show}")));
        Assert.False(await nodes[0].ReachesAsync(addressB, seconds: 2));
        ModuleSession.Run(lab.Folder, "Unblock-VwPeer wg-dep a b; Update-VwNodeKey wg-dep c -NoOverlap -Confirm:$false");
        Assert.Equal("a Hot\nb Hot\nc Hot", Sorted(await admin.RunAsync(lab, $"Deploy-VwNode wg-dep | {Show}")));
        Assert.True(await nodes[0].ReachesAsync(addressB));
        Assert.True(await nodes[0].ReachesAsync(await nodes[2].MeshIPv4Async()));

        ModuleSession.Run(lab.Folder, "Set-VwNetwork wg-dep -VxlanId 4711");
        var before = await nodes[0].Host.RunAsync("cat /etc/wireguard/wg-dep.conf");
        Assert.Contains("VxlanId", await admin.RunAsync(lab, "Deploy-VwNode wg-dep a -WhatIf"), StringComparison.Ordinal);
        Assert.Equal(before, await nodes[0].Host.RunAsync("cat /etc/wireguard/wg-dep.conf"));
        Assert.Equal("Restart VxlanId", await admin.RunAsync(lab, $"Compare-VwNode wg-dep a | Where-Object Item -EQ VxlanId | {Plan}"));
        Assert.Equal("a Restarted\nb Restarted\nc Restarted", Sorted(await admin.RunAsync(lab, $"Deploy-VwNode wg-dep | {Show}")));
        Assert.Contains("vxlan id 4711 ", await nodes[0].Host.RunAsync("ip -d link show vwg-dep"), StringComparison.Ordinal);
        Assert.True(await nodes[0].ReachesAsync(addressB));
    }

    [Fact]
    public async Task Nodes_that_cannot_be_reached_or_have_another_host_key_keep_no_other_waiting()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b", "c");
        await admin.ReplaceHostKeyAsync(nodes[1].Host);
        await nodes[2].Host.RunAsync("ip link set eth0 down");
        var result = await admin.TryAsync(lab, "Deploy-VwNode wg-dep -ConnectTimeout 2 | ForEach-Object { \"$($_.Node) $($_.Outcome) $($_.Error.Message)\" }");
        Assert.Contains("a Restarted", result.Output, StringComparison.Ordinal);
        Assert.Contains("b Failed Node 'b' cannot be reached: ssh says", result.Output, StringComparison.Ordinal);
        Assert.Contains("Host key verification failed", result.Output, StringComparison.Ordinal);
        Assert.Contains("c Failed Node 'c' cannot be reached", result.Output, StringComparison.Ordinal);
        Assert.Equal("", await nodes[1].RemainsAsync());
    }

    [Fact]
    public async Task A_canary_that_fails_keeps_the_others_as_they_are()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b");
        await nodes[0].Host.RunAsync("ip link set eth0 down");
        var result = await admin.TryAsync(lab, "Deploy-VwNode wg-dep -ConnectTimeout 2 -Canary 1 | ForEach-Object { \"$($_.Node) $($_.Outcome)\" }");
        Assert.Contains("a Failed\nb Skipped", result.Output, StringComparison.Ordinal);
        Assert.Equal("", await nodes[1].RemainsAsync());
    }

    [Fact]
    public async Task A_wave_begins_when_each_node_before_it_has_succeeded()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b", "c", "d");
        await nodes[2].Host.RunAsync("nft 'table inet shut { chain input { type filter hook input priority 0; tcp dport 22 drop; }; }'");
        const string Deploy = "Deploy-VwNode wg-dep -ConnectTimeout 2 -Wave 1, 2 -ErrorAction SilentlyContinue -WarningAction Continue 3>&1 | ForEach-Object { if ($_.Node) { \"$($_.Node) $($_.Outcome)\" } elseif (\"$_\" -match 'rollout') { \"$_\" } }";
        Assert.Equal("a Restarted\nb Restarted\nc Failed\nd Skipped\nThe rollout halted after wave 2: 1 of 3 nodes failed, and 1 was not begun.", (await admin.TryAsync(lab, Deploy)).Output.Trim().Replace("c Failed\nb Restarted", "b Restarted\nc Failed", StringComparison.Ordinal));
        Assert.Equal("", await nodes[3].RemainsAsync());
        await nodes[2].Host.RunAsync("nft delete table inet shut");
        Assert.Equal("a Unchanged\nb Unchanged\nc Restarted\nd Restarted", Sorted((await admin.TryAsync(lab, Deploy)).Output.Trim()));
    }

    [Fact]
    public async Task Of_twenty_nodes_one_that_cannot_be_reached_keeps_no_other_from_its_change()
    {
        await using var lab = await MeshLab.StartAsync();
        var names = Enumerable.Range(1, 20).Select(i => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"n{i:00}")).ToArray();
        var (admin, nodes) = await StartAsync(lab, names);
        await nodes[6].Host.RunAsync("ip link set eth0 down");
        var first = await admin.TryAsync(lab, "Deploy-VwNode wg-dep -ConnectTimeout 2 -ErrorAction SilentlyContinue | ForEach-Object Outcome", 180);
        Assert.Equal(Outcomes(19, "Restarted", 1, "Failed"), Sorted(first.Output.Trim()));
        Assert.True(await nodes[0].ReachesAsync(await nodes[19].MeshIPv4Async()));

        ModuleSession.Run(lab.Folder, "Add-VwNode wg-dep guest");
        var second = await admin.TryAsync(lab, "Deploy-VwNode wg-dep -ConnectTimeout 2 -ErrorAction SilentlyContinue | ForEach-Object Outcome", 180);
        Assert.Equal(Outcomes(19, "Hot", 2, "Failed"), Sorted(second.Output.Trim()));

        static string Outcomes(int many, string outcome, int few, string other) =>
            Sorted(string.Join('\n', Enumerable.Repeat(outcome, many).Concat(Enumerable.Repeat(other, few))));
    }

    [Fact]
    public async Task A_new_address_is_given_and_the_old_one_taken_while_the_tunnels_run()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep");
        var before = await nodes[0].MeshIPv4Async();
        Assert.True(await nodes[1].ReachesAsync(before));
        var handshake = await nodes[0].Host.RunAsync("wg show wg-dep latest-handshakes");
        var after = before[..before.LastIndexOf('.')] + ".77";
        ModuleSession.Run(lab.Folder, $"Set-VwNode wg-dep a -Address {after}/24");
        Assert.Equal(Sorted($"Hot Address {after}/24\nHot Address {before}/24\nNone File wg-dep.conf\nNone File wg-dep.vwmesh"), Sorted(await admin.RunAsync(lab, $"Compare-VwNode wg-dep a | {Plan}")));
        Assert.Equal("a Hot", await admin.RunAsync(lab, $"Deploy-VwNode wg-dep a | {Show}"));
        Assert.Equal(after, await nodes[0].MeshIPv4Async());
        Assert.True(await nodes[1].ReachesAsync(after));
        // The file of the peer names the address in a comment.
        Assert.Equal("None File wg-dep.conf", await admin.RunAsync(lab, $"Compare-VwNode wg-dep | {Plan}"));
        Assert.Equal(handshake, await nodes[0].Host.RunAsync("wg show wg-dep latest-handshakes"));
    }

    [Fact]
    public async Task Who_is_not_root_on_a_node_needs_sudo_without_a_password()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a");
        Needs.Require("sudo");
        await nodes[0].Host.RunAsync("""
            for f in passwd group shadow sudoers; do cp -p /etc/$f /run/$f; done
            echo 'oper:x:4711:4711::/run:/bin/sh' >>/run/passwd; echo 'oper:*:1:0:99999:7:::' >>/run/shadow; echo 'oper:x:4711:' >>/run/group
            for f in passwd group shadow; do mount --bind /run/$f /etc/$f; done
            """);
        ModuleSession.Run(lab.Folder, "Set-VwNode wg-dep a -UserName oper");
        var refused = await admin.TryAsync(lab, "Deploy-VwNode wg-dep a | ForEach-Object { \"$($_.Outcome) $($_.Error.Message)\" }");
        Assert.StartsWith("Failed sudo on node 'a' refuses: 'sudo: ", refused.Output, StringComparison.Ordinal);

        await nodes[0].Host.RunAsync("echo 'oper ALL=(root) NOPASSWD: ALL' >>/run/sudoers; mount --bind /run/sudoers /etc/sudoers");
        Assert.Equal("a Restarted", await admin.RunAsync(lab, $"Deploy-VwNode wg-dep a | {Show}"));
        Assert.Equal("", await admin.RunAsync(lab, "Compare-VwNode wg-dep"));
    }

    [Fact]
    public async Task Private_keys_that_stay_on_their_nodes_are_filled_in_there()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b");
        foreach (var node in nodes)
        {
            var half = (await node.Host.RunAsync("umask 077; wg genkey >/etc/wireguard/wg-dep.key; wg pubkey </etc/wireguard/wg-dep.key")).Trim();
            ModuleSession.Run(lab.Folder, $"Set-VwNode wg-dep {node.Name} -PublicKey {half} -WarningAction Ignore");
        }
        Assert.DoesNotContain("PrivateKey", await File.ReadAllTextAsync(Path.Combine(lab.Folder, "wg-dep.toml"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("a Restarted\nb Restarted", Sorted(await admin.RunAsync(lab, $"Deploy-VwNode wg-dep | {Show}")));
        Assert.True(await nodes[0].ReachesAsync(await nodes[1].MeshIPv4Async()));
        Assert.Equal("600", (await nodes[0].Host.RunAsync("stat -c %a /etc/wireguard/wg-dep.conf")).Trim());
        Assert.Equal("", await admin.RunAsync(lab, "Compare-VwNode wg-dep"));
        Assert.Equal("a Hot", await admin.RunAsync(lab, $"Set-VwNode wg-dep a -FwMark 7 | Out-Null; Deploy-VwNode wg-dep a | {Show}"));

        // No program that reads the installed file for the operator shows the key, also where the key's own file is lost.
        await nodes[0].Host.RunAsync("""
            mv /etc/wireguard/wg-dep.key /run/kept
            real=$(readlink -f "$(command -v sh)"); cp "$real" /run/sh
            printf '#!/run/sh\nexec /run/sh "$@" | tee -a /run/told\n' >/run/teller; chmod 755 /run/teller; mount --bind /run/teller "$real"
            """);
        await admin.RunAsync(lab, "$null = Get-VwNodeStatus wg-dep a; $null = Compare-VwNode wg-dep a");
        await nodes[0].Host.RunAsync("umount -l \"$(readlink -f \"$(command -v sh)\")\"; mv /run/kept /etc/wireguard/wg-dep.key");
        var (told, keyOfA) = (await nodes[0].Host.RunAsync("cat /run/told"), (await nodes[0].Host.RunAsync("cat /etc/wireguard/wg-dep.key")).Trim());
        Assert.Contains("[Interface]", told, StringComparison.Ordinal);
        Assert.DoesNotContain(keyOfA, told, StringComparison.Ordinal);

        // The key is lost, or is another: nothing is touched.
        foreach (var (loss, reason) in new[] { ("mv /etc/wireguard/wg-dep.key /run/kept", "is missing"), ("wg genkey >/etc/wireguard/wg-dep.key", "is not the key") })
        {
            await nodes[1].Host.RunAsync(loss);
            var refused = await admin.TryAsync(lab, $"Set-VwNode wg-dep b -FwMark 8 | Out-Null; Deploy-VwNode wg-dep b | {Show}");
            Assert.Contains("/etc/wireguard/wg-dep.key " + reason, refused.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
            Assert.Equal("off", (await nodes[1].Host.RunAsync("wg show wg-dep fwmark")).Trim());
        }
        await nodes[1].Host.RunAsync("mv /run/kept /etc/wireguard/wg-dep.key");
        Assert.Equal("b Hot", await admin.RunAsync(lab, $"Deploy-VwNode wg-dep b | {Show}"));
    }
}
