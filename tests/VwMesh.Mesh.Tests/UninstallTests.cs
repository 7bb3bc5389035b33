using VwMesh.MeshTests.Lab;
using static VwMesh.MeshTests.Lab.ManagedMesh;

namespace VwMesh.MeshTests;

/// <summary>An operator takes a network off its nodes, and brings nodes of an earlier version over.</summary>
public sealed class UninstallTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_node_that_leaves_keeps_nothing_of_the_network(bool withSystemd)
    {
        Assert.SkipWhen(withSystemd && Host.SystemdMissing is not null, $"no systemd on nodes: {Host.SystemdMissing}");
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, withSystemd, "a", "b");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep; Set-VwNode wg-dep b -FwMark 1 | Deploy-VwNode | Out-Null");
        var was = await StateAsync(nodes[1]);
        Assert.Contains("File wg-dep.conf", await admin.RunAsync(lab, "Uninstall-VwNode wg-dep b -WhatIf"), StringComparison.Ordinal);
        Assert.Equal(was, await StateAsync(nodes[1]));
        Assert.Equal("b Removed", await admin.RunAsync(lab, $"Uninstall-VwNode wg-dep b -Confirm:$false | {Show}"));
        Assert.Equal("", await nodes[1].RemainsAsync());
        Assert.Equal("", (await nodes[1].Host.RunAsync("ls -A /etc/wireguard; ls /etc/systemd/system | grep vwmesh || :; ip rule show | grep prohibit || :")).Trim());
        if (withSystemd)
            Assert.Equal("disabled", (await nodes[1].Host.RunAsync("systemctl is-enabled wg-quick@wg-dep || :")).Trim());
        Assert.Equal("b Unchanged", await admin.RunAsync(lab, $"Uninstall-VwNode wg-dep b -Confirm:$false | {Show}"));
        Assert.Equal("b Restarted", await admin.RunAsync(lab, $"Deploy-VwNode wg-dep b | {Show}"));
        Assert.True(await nodes[0].ReachesAsync(await nodes[1].MeshIPv4Async()));
    }

    [Fact]
    public async Task A_node_that_is_managed_over_the_mesh_comes_back()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a");
        await AddDeskToMeshAsync(lab, admin, nodes[0]);
        var was = await StateAsync(nodes[0]);
        // A change that cuts the way is refused, and another one is not.
        const string Refused = "ForEach-Object { \"$($_.Outcome) $($_.Error.ErrorId)\" }";
        Assert.StartsWith("Failed NodeReachedThroughMesh", (await admin.TryAsync(lab, $"Uninstall-VwNode wg-dep a -Confirm:$false | {Refused}")).Output, StringComparison.Ordinal);
        ModuleSession.Run(lab.Folder, "$null = Copy-Item wg-dep.toml kept; Set-VwNetwork wg-dep -VxlanId 4711");
        Assert.StartsWith("Failed NodeReachedThroughMesh", (await admin.TryAsync(lab, $"Deploy-VwNode wg-dep a | {Refused}")).Output, StringComparison.Ordinal);
        Assert.Equal(was, await StateAsync(nodes[0]));
        ModuleSession.Run(lab.Folder, "Copy-Item kept wg-dep.toml; Set-VwNode wg-dep a -FwMark 7");
        Assert.Equal("a Hot", await admin.RunAsync(lab, $"Deploy-VwNode wg-dep a | {Show}"));
        was = await StateAsync(nodes[0]);

        var result = await admin.TryAsync(lab, "Uninstall-VwNode wg-dep a -Force -Confirm:$false -ConfirmTimeout 8 -ConnectTimeout 3 | ForEach-Object { \"$($_.Node) $($_.Outcome)\" }");
        Assert.StartsWith("a RolledBack", result.Output, StringComparison.Ordinal);
        Assert.Equal(was, await StateAsync(nodes[0]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_node_with_the_single_file_of_an_earlier_version_is_brought_over_by_one_restart(bool withSystemd)
    {
        Assert.SkipWhen(withSystemd && Host.SystemdMissing is not null, $"no systemd on nodes: {Host.SystemdMissing}");
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, withSystemd, "a", "b");
        ModuleSession.Run(lab.Folder, "Set-VwNode wg-dep a -PostUp 'echo up >>/run/told'; $null = Export-VwNodeConfig wg-dep -Format WgQuick -DestinationPath old");
        foreach (var node in nodes)
        {
            await node.InstallAsync(Path.Combine(lab.Folder, "old", node.Name, "wg-dep.conf"));
            await node.Host.RunAsync(withSystemd ? "systemctl -q enable --now wg-quick@wg-dep" : "wg-quick up wg-dep");
        }
        Assert.True(await nodes[0].ReachesAsync(await nodes[1].MeshIPv4Async()));
        Assert.Equal("Restart Program wg-dep.vwmesh", await admin.RunAsync(lab, $"Compare-VwNode wg-dep a | Where-Object Impact -EQ Restart | {Plan}"));
        // One that fails is put back to the single file.
        ModuleSession.Run(lab.Folder, "Set-VwNode wg-dep a -PostUp 'false so that it fails'");
        Assert.StartsWith("a RolledBack", (await admin.TryAsync(lab, $"Deploy-VwNode wg-dep a | {Show}")).Output, StringComparison.Ordinal);
        Assert.True(await nodes[0].ReachesAsync(await nodes[1].MeshIPv4Async()));
        Assert.Equal("wg-dep.conf", (await nodes[0].Host.RunAsync("ls -A /etc/wireguard; ls /etc/systemd/system | grep vwmesh || :")).Trim());
        ModuleSession.Run(lab.Folder, "Set-VwNode wg-dep a -PostUp 'echo up >>/run/told'");
        Assert.Equal("a Restarted\nb Restarted", Sorted(await admin.RunAsync(lab, $"Deploy-VwNode wg-dep | {Show}")));
        Assert.True(await nodes[0].ReachesAsync(await nodes[1].MeshIPv4Async()));
        Assert.Equal("", await admin.RunAsync(lab, "Compare-VwNode wg-dep"));
    }
}
