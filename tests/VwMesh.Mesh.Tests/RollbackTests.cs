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

        ModuleSession.Run(lab.Folder, "Update-VwNodeKey wg-dep desk -NoOverlap -Confirm:$false");
        var result = await admin.TryAsync(lab, "Deploy-VwNode wg-dep a -ConfirmTimeout 8 -ConnectTimeout 3 | ForEach-Object { \"$($_.Node) $($_.Outcome)\" }");

        Assert.StartsWith("a RolledBack", result.Output, StringComparison.Ordinal);
        Assert.True(await desk.ReachesAsync(await nodes[0].MeshIPv4Async()));
        Assert.Equal(was.Replace(await EndpointOfDeskAsync(admin), "198.18.99.99", StringComparison.Ordinal), await StateAsync(nodes[0]));
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
}
