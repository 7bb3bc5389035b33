using VwMesh.MeshTests.Lab;
using static VwMesh.MeshTests.Lab.ManagedMesh;

namespace VwMesh.MeshTests;

/// <summary>Whatever breaks during a deployment, a node ends as it was or as it should be.</summary>
public sealed class RollbackTests
{
    [Fact]
    public async Task A_change_that_cuts_the_operator_off_is_undone_by_the_node_itself()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep");
        var addressB = await nodes[1].MeshIPv4Async();
        var before = await nodes[0].Host.RunAsync("cat /etc/wireguard/wg-dep.conf; wg show wg-dep peers");
        ModuleSession.Run(lab.Folder, ShutSsh);

        var result = await admin.TryAsync(lab, "Deploy-VwNode wg-dep a -ConfirmTimeout 8 -ConnectTimeout 3 | ForEach-Object { \"$($_.Node) $($_.Outcome) $($_.Error.ErrorId)\" }");

        Assert.StartsWith("a RolledBack NodeRolledBack", result.Output, StringComparison.Ordinal);
        Assert.Equal(before, await nodes[0].Host.RunAsync("cat /etc/wireguard/wg-dep.conf; wg show wg-dep peers"));
        Assert.Equal("", (await nodes[0].Host.RunAsync("nft list tables | grep shut || :")).Trim());
        Assert.True(await nodes[0].ReachesAsync(addressB));
    }

    [Fact]
    public async Task A_wrong_key_on_the_way_to_a_node_is_undone_by_it_and_a_wrong_endpoint_heals()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b");
        await AddDeskToMeshAsync(lab, admin, nodes[0]);
        var desk = new MeshNode(admin.Host, "wg-dep");
        var was = await StateAsync(nodes[0]);

        // WireGuard follows whoever proves to have the key, wherever it was told to look for it.
        ModuleSession.Run(lab.Folder, "Set-VwNode wg-dep desk -Endpoint 198.18.99.99");
        Assert.Equal("a Hot", await admin.RunAsync(lab, $"Deploy-VwNode wg-dep a -ConfirmTimeout 20 -ConnectTimeout 5 | {Show}"));

        ModuleSession.Run(lab.Folder, "Update-VwNodeKey wg-dep desk -Confirm:$false");
        var result = await admin.TryAsync(lab, "Deploy-VwNode wg-dep a -ConfirmTimeout 8 -ConnectTimeout 3 | ForEach-Object { \"$($_.Node) $($_.Outcome)\" }");

        Assert.StartsWith("a RolledBack", result.Output, StringComparison.Ordinal);
        Assert.True(await desk.ReachesAsync(await nodes[0].MeshIPv4Async()));
        Assert.Equal(was.Replace(await EndpointOfDeskAsync(admin), "198.18.99.99", StringComparison.Ordinal), await StateAsync(nodes[0]));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.8)]
    [InlineData(1.2)]
    [InlineData(1.6)]
    [InlineData(2.2)]
    public async Task An_operator_killed_at_any_moment_leaves_the_node_as_it_was_or_as_it_should_be(double seconds)
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep");
        var was = await StateAsync(nodes[0]);
        ModuleSession.Run(lab.Folder, "Set-VwNetwork wg-dep -VxlanId 4711; Add-VwNode wg-dep d -Endpoint 198.18.77.7");
        using var run = admin.StartInBackground(lab, "Deploy-VwNode wg-dep a -ConfirmTimeout 5", 30);
        await Task.Delay(TimeSpan.FromSeconds(seconds), TestContext.Current.CancellationToken);
        await admin.KillAsync();
        await run.EndAsync();
        await SettledAsync(nodes[0]);

        var now = await StateAsync(nodes[0]);
        if (now != was)
            Assert.Contains("vxlan id 4711", now, StringComparison.Ordinal);
        Assert.StartsWith("a ", await admin.RunAsync(lab, $"Deploy-VwNode wg-dep a | {Show}"), StringComparison.Ordinal);
        Assert.Equal("", await admin.RunAsync(lab, "Compare-VwNode wg-dep a"));
    }

    /// <remarks>A change, and the word of the node at which the connection ends; the count picks one of several equal words.</remarks>
    [Fact]
    public async Task A_connection_that_breaks_at_any_word_of_the_node_leaves_it_as_it_was()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep; Set-VwNode wg-dep a -FwMark 1 | Deploy-VwNode | Out-Null");
        var (was, files) = (await StateAsync(nodes[0]), await FilesAsync(nodes[0]));
        const string Restart = "Set-VwNetwork wg-dep -VxlanId 4711";
        const string Hot = "Add-VwNode wg-dep d -Endpoint 198.18.77.7";
        const string Failing = "Set-VwNode wg-dep a -PostUp 'false so that it fails'";
        foreach (var (change, word, count) in new[]
        {
            (Restart, "armed", 1), (Restart, "applied", 1), (Hot, "applied", 1), (Failing, "failed", 1), (Failing, "rolledback", 1), (Failing, "done", 2),
        })
        {
            File.Copy(Path.Combine(lab.Folder, "wg-dep.toml"), Path.Combine(lab.Folder, "kept"), overwrite: true);
            ModuleSession.Run(lab.Folder, change);
            await DeployAndVanishAtAsync(lab, admin, nodes[0], word, count);
            await SettledAsync(nodes[0]);
            await admin.EndCutAsync(nodes[0].Host);
            Assert.Equal((change, word, was), (change, word, await StateAsync(nodes[0])));
            Assert.Equal((change, word, files), (change, word, await FilesAsync(nodes[0])));
            File.Move(Path.Combine(lab.Folder, "kept"), Path.Combine(lab.Folder, "wg-dep.toml"), overwrite: true);
            Assert.Equal("a Unchanged", await admin.RunAsync(lab, $"Deploy-VwNode wg-dep a | {Show}"));
        }
    }

    [Fact]
    public async Task A_connection_that_is_gone_before_the_change_begins_has_changed_nothing()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep");
        var (files, interfaces) = (await FilesAsync(nodes[0]), await nodes[0].Host.RunAsync("cat /sys/class/net/*wg-dep/ifindex"));
        ModuleSession.Run(lab.Folder, "Set-VwNetwork wg-dep -VxlanId 4711");
        await FailAsync(nodes[0], "wg", "[ $1 = showconf ]", ": >/run/held; while [ -e /run/held ]; do sleep 0.1; done");
        using (var run = admin.StartInBackground(lab, "Deploy-VwNode wg-dep a -ConfirmTimeout 5", 60))
        {
            await nodes[0].Host.RunAsync("while [ ! -e /run/held ]; do sleep 0.1; done");
            await admin.KillAsync();
            await run.EndAsync();
            await nodes[0].Host.RunAsync("pkill -KILL -f '^sshd: root@notty'; rm /run/held; while [ -e /etc/wireguard/.vwmesh-wg-dep ]; do sleep 0.1; done");
        }
        Assert.Equal("", await nodes[0].Host.RunAsync("ls /run/vwmesh/wg-dep | grep -e pending -e rolling || :"));
        Assert.Equal((files, interfaces), ((await FilesAsync(nodes[0])).Replace("wg-dep.conf.previous\n", "", StringComparison.Ordinal), await nodes[0].Host.RunAsync("cat /sys/class/net/*wg-dep/ifindex")));
    }

    [Theory]
    [InlineData("wg-quick", "[ $1 = down ]", true)]
    [InlineData("mv", "true", false)]
    [InlineData("ip", "[ \"$1 $2\" = 'link delete' ]", false)]
    public async Task An_undo_that_fails_at_one_step_goes_on_and_the_interface_is_up_again(string program, string when, bool isBack)
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep");
        var was = await StateAsync(nodes[0]);
        ModuleSession.Run(lab.Folder, "Set-VwNetwork wg-dep -VxlanId 4711");
        await FailAsync(nodes[0], program, $"{when} && ls /run/vwmesh/wg-dep/rolling-* >/dev/null 2>&1", $"echo 'no {program} now' >&2; exit 1");
        await DeployAndVanishAtAsync(lab, admin, nodes[0], "applied");
        await SettledAsync(nodes[0]);

        var last = await nodes[0].Host.RunAsync("cat /run/vwmesh/wg-dep/last");
        if (isBack)
            Assert.Equal(was, await StateAsync(nodes[0]));
        else
            Assert.StartsWith("stuck", last, StringComparison.Ordinal);
        Assert.Contains("UP", await nodes[0].Host.RunAsync("ip -o link show dev vwg-dep; wg show wg-dep peers | grep ."), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_has_put_itself_back_is_free_though_the_connection_of_a_vanished_operator_stays()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep");
        ModuleSession.Run(lab.Folder, "Set-VwNetwork wg-dep -VxlanId 4711");
        using var run = admin.StartInBackground(lab, "Deploy-VwNode wg-dep a -ConfirmTimeout 5", 60);
        await nodes[0].Host.RunAsync("while [ ! -e /etc/wireguard/.vwmesh-wg-dep/applying ]; do sleep 0.05; done");
        // The operator's machine is gone without a word: its ssh is stopped, and no packet ends the connection.
        await admin.Host.RunAsync("pkill -STOP -P $(pgrep -x vwsh | head -n 1) || pkill -STOP -x ssh");
        await admin.KillAsync();
        await SettledAsync(nodes[0]);
        Assert.Equal("a Restarted", await admin.RunAsync(lab, $"Deploy-VwNode wg-dep a | {Show}"));
    }

    [Fact]
    public async Task A_node_that_starts_anew_before_the_confirmation_comes_up_as_it_was()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep");
        var was = await StateAsync(nodes[0]);
        ModuleSession.Run(lab.Folder, "Set-VwNetwork wg-dep -VxlanId 4711; Set-VwNode wg-dep a -PostUp 'echo >/run/started; sleep 2'");
        using var run = admin.StartInBackground(lab, "Deploy-VwNode wg-dep a", 60);
        await nodes[0].Host.RunAsync("while [ ! -e /run/started ]; do sleep 0.1; done");
        await admin.KillAsync();
        await run.EndAsync();
        await nodes[0].Host.RunAsync("while [ -e /etc/wireguard/.vwmesh-wg-dep/applying ]; do sleep 0.1; done; ip -d link show vwg-dep | grep -q 'vxlan id 4711 '");

        // What a start leaves nothing of: /run, processes, interfaces.
        await nodes[0].Host.RunAsync("kill -KILL -- -$(cat /etc/wireguard/.vwmesh-wg-dep/timer); ip link delete vwg-dep; ip link delete wg-dep; rm -rf /run/vwmesh; sleep 0.5; wg-quick up wg-dep");
        Assert.Equal(was, await StateAsync(nodes[0]));
        Assert.Equal("a Restarted", await admin.RunAsync(lab, $"Deploy-VwNode wg-dep a | {Show}"));
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_of_the_transfer_changes_nothing()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a");
        // So large a file that the way closes before it is there.
        ModuleSession.Run(lab.Folder, "Set-VwNetwork wg-dep -AddressPoolIPv4 10.64.0.0/16; Add-VwNode wg-dep (1..300 | ForEach-Object { \"x$_\" })");
        await nodes[0].Host.RunAsync("nft 'table inet cut { chain input { type filter hook input priority 0; tcp dport 22 quota over 40 kbytes drop; }; }'");
        var result = await admin.TryAsync(lab, "Deploy-VwNode wg-dep a -ConfirmTimeout 5 -ConnectTimeout 2 | ForEach-Object { \"$($_.Outcome)\" }");
        await nodes[0].Host.RunAsync("nft delete table inet cut");
        Assert.StartsWith("Failed", result.Output, StringComparison.Ordinal);
        Assert.Equal("", await nodes[0].RemainsAsync());
        Assert.Equal("", (await nodes[0].Host.RunAsync("ls -A /etc/wireguard")).Trim());
    }

    [Fact]
    public async Task A_full_disk_is_an_error_and_the_node_runs_on_as_it_was()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep");
        var was = await StateAsync(nodes[0]);
        await nodes[0].Host.RunAsync("mount -o remount,size=$(($(df -k --output=used /etc/wireguard | tail -n 1) + 8))k /etc/wireguard; head -c 100000 /dev/zero >/etc/wireguard/ballast || :");
        ModuleSession.Run(lab.Folder, "Add-VwNode wg-dep d");
        var result = await admin.TryAsync(lab, "Deploy-VwNode wg-dep | ForEach-Object { \"$($_.Node) $($_.Outcome) $($_.Error.ErrorId)\".Trim() }");
        Assert.Contains("a Failed NodeChangeFailed", result.Output, StringComparison.Ordinal);
        Assert.Contains("b Hot", result.Output, StringComparison.Ordinal);
        Assert.Equal(was, await StateAsync(nodes[0]));
    }

    [Fact]
    public async Task Of_two_operators_at_the_same_time_one_is_told_that_the_node_is_busy()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep");
        ModuleSession.Run(lab.Folder, "Set-VwNode wg-dep a -PostUp 'echo >/run/started; while [ ! -e /run/go-on ]; do sleep 0.1; done'");
        using var one = admin.StartInBackground(lab, $"Deploy-VwNode wg-dep a | {Show}", 60);
        await nodes[0].Host.RunAsync("while [ ! -e /run/started ]; do sleep 0.1; done");
        var other = await admin.TryAsync(lab, "Deploy-VwNode wg-dep a | ForEach-Object { \"$($_.Node) $($_.Outcome) $($_.Error.Message)\" }");
        Assert.StartsWith("a Failed Node 'a' is locked by 'a deployment from 198.18.", other.Output, StringComparison.Ordinal);
        await nodes[0].Host.RunAsync("echo >/run/go-on");
        Assert.Equal("a Restarted", (await one.EndAsync()).Output.Trim());
        Assert.Equal("a Unchanged", await admin.RunAsync(lab, $"Deploy-VwNode wg-dep a | {Show}"));
    }

    [Fact]
    public async Task Ctrl_C_in_the_middle_of_a_change_ends_the_command_and_the_node_puts_itself_back()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep");
        var was = await StateAsync(nodes[0]);
        ModuleSession.Run(lab.Folder, "Set-VwNode wg-dep a -PostUp 'echo >/run/started; sleep 3'");
        using var run = admin.StartInBackground(lab, "Deploy-VwNode wg-dep -ThrottleLimit 1 -ConfirmTimeout 6", 60);
        await nodes[0].Host.RunAsync("while [ ! -e /run/started ]; do sleep 0.1; done");
        await admin.InterruptAsync();
        await run.EndAsync();
        await SettledAsync(nodes[0]);
        Assert.Equal(was, await StateAsync(nodes[0]));
        Assert.Equal("a Restarted\nb Unchanged", await admin.RunAsync(lab, $"Deploy-VwNode wg-dep -ThrottleLimit 1 | {Show}"));
    }

    [Fact]
    public async Task A_change_that_fails_half_way_is_undone_at_once()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep");
        var was = await StateAsync(nodes[0]);
        ModuleSession.Run(lab.Folder, "Set-VwNode wg-dep a -PostUp 'false so that it fails'");
        var result = await admin.TryAsync(lab, "Deploy-VwNode wg-dep a | ForEach-Object { \"$($_.Node) $($_.Outcome) $($_.Error.ErrorId)\" }");
        Assert.StartsWith("a RolledBack NodeChangeFailed", result.Output, StringComparison.Ordinal);
        Assert.Equal(was, await StateAsync(nodes[0]));
        ModuleSession.Run(lab.Folder, "Set-VwNode wg-dep a -PostUp @()");
        Assert.Equal("a Unchanged", await admin.RunAsync(lab, $"Deploy-VwNode wg-dep a | {Show}"));
    }

    private static Task<string> FilesAsync(MeshNode node) => node.Host.RunAsync("ls -A /etc/wireguard");

    /// <summary>Starts a deployment of node a; kills the operator when the node says a word, and lets nobody in after that.</summary>
    private static async Task DeployAndVanishAtAsync(MeshLab lab, Operator admin, MeshNode node, string word, int count = 1)
    {
        await Operator.CutAsync(node.Host, word, count);
        using var run = admin.StartInBackground(lab, "Deploy-VwNode wg-dep a -ConfirmTimeout 5", 60);
        await node.Host.RunAsync("while [ ! -e /run/cut-off ]; do sleep 0.1; done");
        await admin.KillAsync();
        await run.EndAsync();
    }

    /// <summary>Puts a program in the place of another one on a node, which does something else first where a condition holds.</summary>
    private static Task<string> FailAsync(MeshNode node, string program, string condition, string instead) => node.Host.RunAsync($$"""
        path=$(readlink -f "$(command -v {{program}})")
        mkdir /run/real && cp "$path" /run/real/{{program}}
        cat >/run/failing <<'END'
        #!/bin/bash
        if {{condition}}; then {{instead}}; fi
        exec /run/real/{{program}} "$@"
        END
        chmod 755 /run/failing
        mount --bind /run/failing "$path"
        """);
}
