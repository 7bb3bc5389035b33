using VwMesh.MeshTests.Lab;
using static VwMesh.MeshTests.Lab.ManagedMesh;

namespace VwMesh.MeshTests;

/// <summary>Deployments to nodes where systemd starts wg-quick, and keeps the time of the rollback.</summary>
public sealed class SystemdTests
{
    private const string UnitState = "systemctl is-active wg-quick@wg-dep vwmesh-wg-dep; systemctl is-enabled wg-quick@wg-dep vwmesh-wg-dep";
    private const string Timers = "systemctl list-units --all --plain --no-legend 'vwmesh-rollback-*'";

    [Fact]
    public async Task First_contact_enables_the_unit_and_a_restart_goes_through_it()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartWithSystemdAsync(lab, "a", "b");
        Assert.Equal("a Restarted\nb Restarted", Sorted(await admin.RunAsync(lab, $"Deploy-VwNode wg-dep | {Show}")));
        Assert.Equal("active\nactive\nenabled\nenabled", (await nodes[0].Host.RunAsync(UnitState)).Trim());
        Assert.Equal("", (await nodes[0].Host.RunAsync(Timers)).Trim());
        Assert.True(await nodes[0].ReachesAsync(await nodes[1].MeshIPv4Async()));

        ModuleSession.Run(lab.Folder, "Set-VwNetwork wg-dep -VxlanId 4711");
        Assert.Equal("a Restarted\nb Restarted", Sorted(await admin.RunAsync(lab, $"Deploy-VwNode wg-dep | {Show}")));
        Assert.Equal("active\nactive\nenabled\nenabled", (await nodes[0].Host.RunAsync(UnitState)).Trim());
        Assert.Contains("vxlan id 4711 ", await nodes[0].Host.RunAsync("ip -d link show vwg-dep"), StringComparison.Ordinal);
        await nodes[0].Host.RunAsync("systemctl disable wg-quick@wg-dep");
        Assert.Equal("None Service wg-quick@wg-dep", await admin.RunAsync(lab, $"Compare-VwNode wg-dep a | {Plan}"));
        Assert.Equal("a Hot", await admin.RunAsync(lab, $"Deploy-VwNode wg-dep a | {Show}"));
        Assert.Equal("active\nactive\nenabled\nenabled", (await nodes[0].Host.RunAsync(UnitState)).Trim());
    }

    [Fact]
    public async Task A_first_contact_that_cuts_the_operator_off_leaves_nothing()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartWithSystemdAsync(lab, "a");
        ModuleSession.Run(lab.Folder, ShutSsh);
        var result = await admin.TryAsync(lab, "Deploy-VwNode wg-dep a -ConfirmTimeout 8 -ConnectTimeout 3 | ForEach-Object { \"$($_.Node) $($_.Outcome)\" }");
        Assert.StartsWith("a RolledBack", result.Output, StringComparison.Ordinal);
        Assert.Equal("", await nodes[0].RemainsAsync());
        Assert.Equal("", (await nodes[0].Host.RunAsync("ls -A /etc/wireguard; systemctl is-active wg-quick@wg-dep | grep -v inactive || :")).Trim());
        Assert.Equal("disabled", (await nodes[0].Host.RunAsync("systemctl is-enabled wg-quick@wg-dep || :; systemctl is-active vwmesh-wg-dep | grep -v inactive || :; ls /etc/systemd/system | grep vwmesh || :")).Trim());
    }

    [Fact]
    public async Task A_change_that_cuts_the_operator_off_is_undone_by_a_timer()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartWithSystemdAsync(lab, "a", "b");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep");
        var was = await StateAsync(nodes[0]);
        ModuleSession.Run(lab.Folder, ShutSsh);
        using var run = admin.StartInBackground(lab, "Deploy-VwNode wg-dep a -ConfirmTimeout 10", 60);
        await nodes[0].Host.RunAsync("while ! nft list tables | grep -q shut; do sleep 0.1; done");
        await admin.KillAsync();
        await run.EndAsync();
        Assert.Contains("vwmesh-rollback-", await nodes[0].Host.RunAsync(Timers), StringComparison.Ordinal);
        await SettledAsync(nodes[0]);

        Assert.Equal(was, await StateAsync(nodes[0]));
        Assert.Equal("active\nactive\nenabled\nenabled", (await nodes[0].Host.RunAsync(UnitState)).Trim());
        Assert.True(await nodes[0].ReachesAsync(await nodes[1].MeshIPv4Async()));
        Assert.Equal("", (await nodes[0].Host.RunAsync(Timers)).Trim());
    }

    private static Task<(Operator Admin, MeshNode[] Nodes)> StartWithSystemdAsync(MeshLab lab, params string[] names)
    {
        Assert.SkipWhen(Host.SystemdMissing is not null, $"no systemd on nodes: {Host.SystemdMissing}");
        return StartAsync(lab, withSystemd: true, names);
    }
}
