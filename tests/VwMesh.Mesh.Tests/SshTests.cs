using VwMesh.MeshTests.Lab;
using static VwMesh.MeshTests.Lab.ManagedMesh;

namespace VwMesh.MeshTests;

/// <summary>Nodes are managed with whatever the operator's ssh configuration says.</summary>
public sealed class SshTests
{
    [Fact]
    public async Task A_node_is_reached_over_a_jump_host_and_gets_neither_agent_nor_command_of_the_operator_s_configuration()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b");
        var b = (await nodes[1].Host.RunAsync("ip -4 -o address show dev eth0")).Split(' ', StringSplitOptions.RemoveEmptyEntries)[3].Split('/')[0];
        await admin.ConfigureAsync($"""
                ForwardAgent yes
                ForwardX11 yes
                ControlMaster auto
                ControlPath {lab.Folder}/control-%C
            Match exec "test -d /run" !host {b}
                RemoteCommand echo not ours
                ProxyJump root@{b}
            """);
        await nodes[0].Host.RunAsync("""sed -i 's|^|command="env >/run/env; echo $SSH_CLIENT >/run/client; sh -c \\"$SSH_ORIGINAL_COMMAND\\"" |' /run/authorized_keys""");
        var result = await admin.TryAsync(lab, $"""
            $agent = & ssh-agent -s
            $env:SSH_AUTH_SOCK = $agent -match 'SSH_AUTH_SOCK=(.*?);' ? ($agent[0] -replace '^SSH_AUTH_SOCK=(.*?);.*', '$1') : ''
            $env:DISPLAY = ':7'
            Deploy-VwNode wg-dep a | {Show}
            $null = & sh -c ($agent -match 'AGENT_PID' -replace '^SSH_AGENT_PID=(\d+);.*', 'kill $1')
            """);
        Assert.Contains("a Restarted", result.Output, StringComparison.Ordinal);
        var environment = await nodes[0].Host.RunAsync("cat /run/env");
        Assert.Contains("SSH_ORIGINAL_COMMAND=sh -c", environment, StringComparison.Ordinal);
        Assert.DoesNotContain("SSH_AUTH_SOCK", environment, StringComparison.Ordinal);
        Assert.DoesNotContain("DISPLAY", environment, StringComparison.Ordinal);
        Assert.StartsWith(b + " ", await nodes[0].Host.RunAsync("cat /run/client"), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(lab.Folder, "control-*"));
    }

    [Fact]
    public async Task Who_is_unknown_and_who_lets_nobody_in_is_told_with_what_helps()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b", "c");
        var b = (await nodes[1].Host.RunAsync("ip -4 -o address show dev eth0")).Split(' ', StringSplitOptions.RemoveEmptyEntries)[3].Split('/')[0];
        await nodes[0].Host.RunAsync("rm /run/authorized_keys");
        await admin.ConfigureAsync($"Match host {b}\n    HostKeyAlias nobody\nMatch all");
        await admin.ReplaceHostKeyAsync(nodes[2].Host);
        var result = await admin.TryAsync(lab, "Get-VwNodeStatus wg-dep -ErrorAction SilentlyContinue | ForEach-Object { \"$($_.Node) $($_.Error.Message)\" }");
        var lines = result.Output.Split('\n');
        Assert.Contains("ssh-add", Assert.Single(lines, l => l.StartsWith("a ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains($"connect once by hand with 'ssh {b}'", Assert.Single(lines, l => l.StartsWith("b ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("ssh-keygen -R", Assert.Single(lines, l => l.StartsWith("c ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_is_locked_over_sudo_names_the_machine_that_holds_it()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a");
        Needs.Require("sudo");
        await nodes[0].Host.RunAsync("""
            for f in passwd group shadow sudoers; do cp -p /etc/$f /run/$f; done
            echo 'oper:x:4711:4711::/run:/bin/sh' >>/run/passwd; echo 'oper:*:1:0:99999:7:::' >>/run/shadow; echo 'oper:x:4711:' >>/run/group
            echo 'oper ALL=(root) NOPASSWD: ALL' >>/run/sudoers
            for f in passwd group shadow sudoers; do mount --bind /run/$f /etc/$f; done
            """);
        ModuleSession.Run(lab.Folder, "Set-VwNode wg-dep a -UserName oper");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep a");
        Assert.Contains("a deployment from 198.18.", await nodes[0].Host.RunAsync("cat /run/vwmesh/wg-dep/holder"), StringComparison.Ordinal);
    }
}
