using VwMesh.MeshTests.Lab;
using static VwMesh.MeshTests.Lab.ManagedMesh;

namespace VwMesh.MeshTests;

/// <summary>A running node gets another key. Its peers accept both until the network's file says otherwise.</summary>
public sealed class KeyRotationTests
{
    private const string Interval = "0.05";

    [Fact]
    public async Task A_key_changes_under_pings()
    {
        await using var lab = await MeshLab.StartAsync(isPatient: true);
        var (admin, nodes) = await StartAsync(lab, "a", "b", "c");
        ModuleSession.Run(lab.Folder, "Set-VwNetwork wg-dep -PresharedKey | Out-Null");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep");
        var (old, mac) = (await nodes[0].PublicKeyAsync(), await MacOfAsync(nodes[0]));
        var addresses = await Task.WhenAll(nodes.Select(n => n.MeshIPv4Async()));
        foreach (var (from, to) in new[] { (0, 1), (1, 2), (2, 0) })
            Assert.True(await nodes[from].ReachesAsync(addresses[to]));

        var pings = Pings(nodes, addresses, 60);
        ModuleSession.Run(lab.Folder, "Update-VwNodeKey wg-dep a -Confirm:$false -InformationAction Ignore | Out-Null");
        Assert.Equal("Hot Peer a\nHot Peer a\nTunnelLoss PrivateKey",
            Sorted(await admin.RunAsync(lab, $"Compare-VwNode wg-dep | Where-Object Item -in Peer, PrivateKey, MacAddress | {Plan}")));
        Assert.Equal("a Hot\nb Hot\nc Hot", Sorted(await admin.RunAsync(lab, $"Deploy-VwNode wg-dep | {Show}")));
        Assert.Equal("", await admin.RunAsync(lab, "Compare-VwNode wg-dep"));
        Assert.NotEqual(old, await nodes[0].PublicKeyAsync());
        Assert.Equal("a Live, c Live", await admin.RunAsync(lab, "((Get-VwNodeStatus wg-dep b).Peers | ForEach-Object { \"$($_.Peer) $($_.State)\" }) -join ', '"));
        Assert.Equal(mac, await MacOfAsync(nodes[0]));

        ModuleSession.Run(lab.Folder, "Update-VwNodeKey wg-dep a -RemovePrevious -Confirm:$false -InformationAction Ignore | Out-Null");
        Assert.Equal("a Hot\nb Hot\nc Hot", Sorted(await admin.RunAsync(lab, $"Deploy-VwNode wg-dep | {Show}")));
        Assert.Equal("", await admin.RunAsync(lab, "Compare-VwNode wg-dep"));
        Assert.NotEqual(mac, await MacOfAsync(nodes[0]));
        Assert.DoesNotContain(old, await nodes[1].Host.RunAsync("wg show wg-dep dump"), StringComparison.Ordinal);
        var counts = (await Task.WhenAll(pings)).Select(PingCount.Read).ToList();
        // b and c lose nothing; a is cut off until the keepers of b and c look.
        Assert.Equal(0, counts[1].Sent - counts[1].Received);
        Assert.All([counts[0], counts[2]], c => Assert.True(c is { Sent: > 1000 } && c.Sent - c.Received <= 20, $"{c.Sent - c.Received} of {c.Sent}"));
    }

    [Fact]
    public async Task A_change_that_stops_half_way_leaves_a_mesh_that_works()
    {
        await using var lab = await MeshLab.StartAsync(isPatient: true);
        var (admin, nodes) = await StartAsync(lab, "a", "b", "c");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep");
        var addresses = await Task.WhenAll(nodes.Select(n => n.MeshIPv4Async()));
        var old = await nodes[0].PublicKeyAsync();
        ModuleSession.Run(lab.Folder, "Update-VwNodeKey wg-dep a -Confirm:$false -InformationAction Ignore | Out-Null");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep b");
        // b starts again by the new file, and a has the old key.
        await nodes[1].Host.RunAsync("wg-quick down wg-dep && wg-quick up wg-dep");
        Assert.True(await nodes[1].ReachesAsync(addresses[0], 40));
        Assert.True(await nodes[2].ReachesAsync(addresses[0]));
        // Another change of the key waits until this one is over.
        Assert.Equal("PreviousKeyInUse", (await admin.TryAsync(lab, "Update-VwNodeKey wg-dep a -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable e; $e.FullyQualifiedErrorId.Split(',')[0]")).Output.Trim());
        Assert.Equal(old, await nodes[0].PublicKeyAsync());
        // The next deployment finishes it, c first.
        Assert.Equal("c Hot a Hot", await admin.RunAsync(lab, $"(Deploy-VwNode wg-dep -ThrottleLimit 1 | Where-Object Outcome -ne Unchanged | {Show}) -join ' '"));
        foreach (var node in nodes[1..])
            Assert.True(await node.ReachesAsync(addresses[0], 15));
        Assert.Equal("", await admin.RunAsync(lab, "Compare-VwNode wg-dep"));
        Assert.NotEqual(old, await nodes[0].PublicKeyAsync());
    }

    [Fact]
    public async Task A_key_that_stays_on_its_node_changes_there()
    {
        await using var lab = await MeshLab.StartAsync(isPatient: true);
        var (admin, nodes) = await StartAsync(lab, "a", "b");
        await admin.RunAsync(lab, "$null = Register-VwNode wg-dep -MoveKey -InformationAction Ignore; $null = Deploy-VwNode wg-dep");
        var addresses = await Task.WhenAll(nodes.Select(n => n.MeshIPv4Async()));
        var old = await nodes[0].PublicKeyAsync();
        Assert.Equal("KeyIsOnNode", (await admin.TryAsync(lab, "Update-VwNodeKey wg-dep a -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable e; $e.FullyQualifiedErrorId.Split(',')[0]")).Output.Trim());
        Assert.Equal("a Made", await admin.RunAsync(lab, "Register-VwNode wg-dep a -NewKey | ForEach-Object { \"$($_.Node) $($_.Outcome)\" }"));
        Assert.Equal("wg-dep.key wg-dep.key.next", (await nodes[0].Host.RunAsync("cd /etc/wireguard; echo *key*")).Trim());
        Assert.Equal("a Hot\nb Hot", Sorted(await admin.RunAsync(lab, $"Deploy-VwNode wg-dep | {Show}")));
        var present = await nodes[0].PublicKeyAsync();
        Assert.NotEqual(old, present);
        Assert.Equal($"wg-dep.key {present} 600", (await nodes[0].Host.RunAsync("cd /etc/wireguard; echo *key* $(wg pubkey <wg-dep.key) $(stat -c %a wg-dep.key)")).Trim());
        Assert.True(await nodes[1].ReachesAsync(addresses[0], 15));
        Assert.Equal("", await admin.RunAsync(lab, "Compare-VwNode wg-dep"));
        await nodes[0].Host.RunAsync("wg-quick down wg-dep && wg-quick up wg-dep");
        Assert.True(await nodes[1].ReachesAsync(addresses[0], 15));
    }

    // a to b, b to c, c to a.
    private static List<Task<string>> Pings(MeshNode[] nodes, string[] addresses, int seconds) =>
        [.. nodes.Select((node, i) => node.Host.RunAsync($"ping -n -q -i {Interval} -w {seconds} {addresses[(i + 1) % nodes.Length]}", seconds + 60))];

    private static async Task<string> MacOfAsync(MeshNode node) => (await node.Host.RunAsync("cat /sys/class/net/vwg-dep/address")).Trim();
}
