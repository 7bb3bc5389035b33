using System.Text.RegularExpressions;
using VwMesh.MeshTests.Lab;
using static VwMesh.MeshTests.Lab.ManagedMesh;

namespace VwMesh.MeshTests;

/// <summary>Nodes make their keys themselves, or take those of the file, and no key comes back.</summary>
public sealed class RegistrationTests
{
    private const string Registered = "ForEach-Object { \"$($_.Node) $($_.Outcome) $($_.Error.ErrorId)\".Trim() }";

    [Fact]
    public async Task A_mesh_whose_file_has_no_private_key()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b", "c");
        ModuleSession.Run(lab.Folder, """
            Get-VwNode wg-dep | Export-Csv nodes.csv; Get-VwNode wg-dep | Remove-VwNode -Confirm:$false -InformationAction Ignore
            Import-Csv nodes.csv | Select-Object Name, Endpoint, ListenPort, SshUserName | Add-VwNode wg-dep -KeyOnNode | Out-Null; Remove-Item *.previous
            """);
        Assert.Equal("", await KeysInFolderAsync(lab));
        // A node that waits is left out of an export; one that runs the network would do without it.
        Assert.Contains("NoPrivateKey", (await admin.TryAsync(lab, "Export-VwNodeConfig wg-dep a -ErrorVariable e -ErrorAction SilentlyContinue -WarningAction Ignore; $e.FullyQualifiedErrorId")).Output, StringComparison.Ordinal);
        Assert.Equal("a Made\nb Made", await admin.RunAsync(lab, $"Register-VwNode wg-dep a, b | {Registered}"));
        Assert.Equal("a b", await admin.RunAsync(lab, "((Export-VwNodeConfig wg-dep -WarningVariable w -WarningAction Ignore).Node | Sort-Object) -join ' '"));
        Assert.Contains("VW3001", await admin.RunAsync(lab, "$null = Export-VwNodeConfig wg-dep -WarningVariable w -WarningAction Ignore; \"$w\""), StringComparison.Ordinal);
        Assert.Equal("c Made", await admin.RunAsync(lab, $"Register-VwNode wg-dep | {Registered}"));
        Assert.Equal("a Unchanged\nb Unchanged", await admin.RunAsync(lab, $"Register-VwNode wg-dep a, b | {Registered}"));
        Assert.Equal("a Restarted\nb Restarted\nc Restarted", Sorted(await admin.RunAsync(lab, $"Deploy-VwNode wg-dep | {Show}")));
        foreach (var peer in nodes[1..])
            Assert.True(await nodes[0].ReachesAsync(await peer.MeshIPv4Async()));
        Assert.True(await nodes[2].ReachesAsync(await nodes[1].MeshIPv4Async()));
        Assert.Equal("600 1", (await nodes[0].Host.RunAsync("echo $(stat -c '%a %h' /etc/wireguard/wg-dep.key)")).Trim());
        Assert.Equal("", await KeysInFolderAsync(lab));

        // The file of the key is lost: the running interface still has it. Then that is gone too.
        await nodes[0].Host.RunAsync("mv /etc/wireguard/wg-dep.key /run/was");
        Assert.Equal("a Unchanged", await admin.RunAsync(lab, $"Register-VwNode wg-dep a | {Registered}"));
        await nodes[0].Host.RunAsync("cmp /etc/wireguard/wg-dep.key /run/was; wg-quick down wg-dep; rm /etc/wireguard/wg-dep.key /etc/wireguard/wg-dep.conf");
        Assert.Equal("a Failed NodeKeyLost", (await admin.TryAsync(lab, $"Register-VwNode wg-dep a -ErrorAction SilentlyContinue | {Registered}")).Output.TrimEnd());
        Assert.Equal("a Made", await admin.RunAsync(lab, $"Register-VwNode wg-dep a -Force | {Registered}"));
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep");
        Assert.True(await nodes[0].ReachesAsync(await nodes[1].MeshIPv4Async()));
    }

    [Fact]
    public async Task Keys_move_from_the_file_to_their_nodes_while_they_run()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b", "c");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep a, b");
        Assert.Equal("a Failed KeyIsInFile", (await admin.TryAsync(lab, $"Register-VwNode wg-dep a -ErrorAction SilentlyContinue | {Registered}")).Output.TrimEnd());
        // One node cannot take its key, and one has another already.
        await nodes[1].Host.RunAsync("mkdir /etc/wireguard/wg-dep.key.new");
        await nodes[2].Host.RunAsync("umask 077; wg genkey >/etc/wireguard/wg-dep.key");
        var mixed = await admin.TryAsync(lab, $"Register-VwNode wg-dep -MoveKey -ErrorAction SilentlyContinue -InformationAction Ignore | {Registered}");
        Assert.Equal("a Moved\nb Failed NodeKeyFailed\nc Failed KeysDiffer", mixed.Output.TrimEnd());
        Assert.Equal("Node File File", await admin.RunAsync(lab, "(Get-VwNode wg-dep).KeyLocation -join ' '"));
        await nodes[1].Host.RunAsync("rmdir /etc/wireguard/wg-dep.key.new");
        await nodes[2].Host.RunAsync("rm /etc/wireguard/wg-dep.key");
        Assert.Contains("wg-dep.toml.previous", await admin.RunAsync(lab, "Register-VwNode wg-dep -MoveKey 6>&1 | ForEach-Object { \"$_\" }"), StringComparison.Ordinal);
        File.Delete(Path.Combine(lab.Folder, "wg-dep.toml.previous"));
        Assert.Equal("", await KeysInFolderAsync(lab));
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep");
        Assert.True(await nodes[0].ReachesAsync(await nodes[2].MeshIPv4Async()));
        Assert.Equal("", await admin.RunAsync(lab, "Compare-VwNode wg-dep"));
    }

    [Fact]
    public async Task A_command_that_is_killed_leaves_each_key_in_one_place_at_least()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a");
        var key = Regex.Match(await FileAsync(lab), "PrivateKey = \"(.*)\"").Groups[1].Value;
        // A program of the node that the registration runs waits, and the operator is killed then.
        foreach (var program in new[] { "mkdir", "sync", "ln", "wg", "chmod" })
        {
            await nodes[0].Host.RunAsync($$"""
                real=$(readlink -f "$(command -v {{program}})"); cp "$real" /run/real
                printf '#!/bin/sh\n: >/run/stopped\n[ -e /run/go ] || sleep 30\nexec /run/real "$@"\n' >/run/waits; chmod 755 /run/waits; mount --bind /run/waits "$real"
                """);
            using (var run = admin.StartInBackground(lab, "Register-VwNode wg-dep a -MoveKey", 30))
            {
                await nodes[0].Host.RunAsync("for i in $(seq 200); do [ ! -e /run/stopped ] || exit 0; sleep 0.1; done; exit 1", 40);
                await admin.KillAsync();
                await run.EndAsync();
            }
            await nodes[0].Host.RunAsync($": >/run/go; umount -l \"$(readlink -f \"$(command -v {program})\")\"; pkill -x sleep || :; rm -f /run/stopped /run/waits /run/real; sleep 0.5; rm -f /run/go");
            var onNode = await nodes[0].Host.RunAsync("cat /etc/wireguard/wg-dep.key 2>/dev/null || :");
            Assert.True((await FileAsync(lab)).Contains(key, StringComparison.Ordinal) || onNode.Contains(key, StringComparison.Ordinal), program);
            if (program != "chmod")
                await nodes[0].Host.RunAsync("rm -f /etc/wireguard/wg-dep.key*");
        }
        Assert.Equal("a Moved", await admin.RunAsync(lab, $"Register-VwNode wg-dep a -MoveKey -InformationAction Ignore | {Registered}"));
        Assert.Equal(key, (await nodes[0].Host.RunAsync("cat /etc/wireguard/wg-dep.key")).Trim());
    }

    [Fact]
    public async Task A_key_that_collides_is_drawn_again()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, _) = await StartAsync(lab, "a", "b", "c");
        // The pool has four addresses, and random keys of three nodes rarely lead to three of them.
        ModuleSession.Run(lab.Folder, """
            Get-VwNode wg-dep | Export-Csv nodes.csv; Get-VwNode wg-dep | Remove-VwNode -Confirm:$false -InformationAction Ignore
            Set-VwNetwork wg-dep -AddressPoolIPv6 fd00:1::/126 | Out-Null
            Import-Csv nodes.csv | Select-Object Name, Endpoint, ListenPort, SshUserName | Add-VwNode wg-dep -KeyOnNode | Out-Null
            """);
        Assert.Equal("a Made\nb Made\nc Made", Sorted(await admin.RunAsync(lab, $"Register-VwNode wg-dep | {Registered}")));
        Assert.Equal("3", await admin.RunAsync(lab, "((Get-VwNode wg-dep).IPv6Address | Select-Object -Unique).Count"));
    }

    [Fact]
    public async Task Two_nodes_on_one_machine_get_no_common_key()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a");
        var other = (await nodes[0].Host.RunAsync("ip -6 -o address show dev eth0 scope global | tr -s ' ' | cut -d ' ' -f 4 | cut -d / -f 1 | head -n 1")).Trim();
        ModuleSession.Run(lab.Folder, $"Add-VwNode wg-dep x -KeyOnNode -HostName {other} -SshUserName root | Out-Null");
        var result = await admin.TryAsync(lab, $"Register-VwNode wg-dep -MoveKey -ThrottleLimit 1 -ErrorAction SilentlyContinue -InformationAction Ignore | {Registered}");
        Assert.Equal("a Moved\nx Failed SameMachine", result.Output.TrimEnd());
    }

    private static Task<string> FileAsync(MeshLab lab) => File.ReadAllTextAsync(Path.Combine(lab.Folder, "wg-dep.toml"), TestContext.Current.CancellationToken);

    // The files in the folder of the network that have private keys.
    private static async Task<string> KeysInFolderAsync(MeshLab lab)
    {
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(lab.Folder, "wg-dep.toml*"))
        {
            if ((await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Contains("PrivateKey", StringComparison.Ordinal))
                found.Add(Path.GetFileName(file));
        }
        return string.Join(' ', found);
    }
}
