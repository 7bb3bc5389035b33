using VwMesh.MeshTests.Lab;
using static VwMesh.MeshTests.Lab.ManagedMesh;

namespace VwMesh.MeshTests;

/// <summary>The operator or the connection is gone during a deployment: a node ends as it was or as it should be.</summary>
public sealed class VanishedOperatorTests
{
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
            await nodes[0].Host.RunAsync("pkill -KILL -f '^sshd(-session)?: root@notty'; rm /run/held; while [ -e /etc/wireguard/.vwmesh-wg-dep ]; do sleep 0.1; done");
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
