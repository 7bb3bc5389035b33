using VwMesh.MeshTests.Lab;
using static VwMesh.MeshTests.Lab.ManagedMesh;

namespace VwMesh.MeshTests;

/// <summary>Preshared keys on running nodes: all pairs have theirs, and another seed loses nothing.</summary>
public sealed class PresharedKeyTests
{
    private const int Seconds = 265;

    [Fact]
    public async Task Pairs_have_the_same_key_and_a_node_with_another_seed_does_not_connect()
    {
        await using var lab = await MeshLab.StartAsync(isPatient: true);
        var (admin, nodes) = await StartAsync(lab, "a", "b", "c");
        ModuleSession.Run(lab.Folder, "Set-VwNetwork wg-dep -PresharedKey");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep");
        var keys = new List<string>();
        foreach (var node in nodes)
            keys.AddRange((await node.Host.RunAsync("wg show wg-dep preshared-keys")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('\t')[1]));
        Assert.Equal([2, 2, 2], keys.GroupBy(k => k).Select(g => g.Count()));
        Assert.DoesNotContain("(none)", keys);
        foreach (var node in nodes[1..])
            Assert.True(await nodes[0].ReachesAsync(await node.MeshIPv4Async()));
        Assert.Equal("", await admin.RunAsync(lab, "Compare-VwNode wg-dep"));
        Assert.Equal("True True", await admin.RunAsync(lab, "(Get-VwNodeStatus wg-dep a).Peers.HasPresharedKey -join ' '"));

        // One key that somebody changed, and one that somebody took away, are found and set again.
        foreach (var (key, found) in new[] { ("<(wg genpsk)", "Hot PresharedKey"), ("/dev/null", "Hot PresharedKey b") })
        {
            await nodes[0].Host.RunAsync($"wg set wg-dep peer {await nodes[1].PublicKeyAsync()} preshared-key {key}");
            Assert.Equal(found, await admin.RunAsync(lab, $"Compare-VwNode wg-dep a | {Plan}"));
            Assert.Equal("a Hot", await admin.RunAsync(lab, $"Deploy-VwNode wg-dep a | {Show}"));
            Assert.Equal("", await admin.RunAsync(lab, "Compare-VwNode wg-dep a"));
        }

        // Only c gets the next keys, and starts again.
        ModuleSession.Run(lab.Folder, "Set-VwNetwork wg-dep -NextPresharedKeyEpoch");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep c");
        await nodes[2].Host.RunAsync("wg-quick down wg-dep && wg-quick up wg-dep");
        await nodes[0].Host.RunAsync("wg-quick down wg-dep && wg-quick up wg-dep");
        Assert.False(await nodes[0].ReachesAsync(await nodes[2].MeshIPv4Async()));
        Assert.True(await nodes[0].ReachesAsync(await nodes[1].MeshIPv4Async()));
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep");
        Assert.True(await nodes[0].ReachesAsync(await nodes[2].MeshIPv4Async()));
    }

    [Fact]
    public async Task Another_seed_loses_no_packet_through_two_new_sessions()
    {
        await using var lab = await MeshLab.StartAsync(isPatient: true);
        var (admin, nodes) = await StartAsync(lab, [.. Enumerable.Range(0, 10).Select(i => $"n{i}")]);
        ModuleSession.Run(lab.Folder, "Set-VwNetwork wg-dep -PresharedKey");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep");
        var addresses = await Task.WhenAll(nodes.Select(n => n.MeshIPv4Async()));
        for (var i = 0; i < nodes.Length; i++)
            Assert.True(await nodes[i].ReachesAsync(addresses[(i + 1) % nodes.Length]));
        var before = await nodes[0].Host.RunAsync("wg show wg-dep preshared-keys");
        var pings = nodes.Select((node, i) => node.Host.RunAsync($"ping -n -q -i 0.2 -w {Seconds} {addresses[(i + 1) % nodes.Length]}", Seconds + 60)).ToList();
        ModuleSession.Run(lab.Folder, "Set-VwNetwork wg-dep -NewPresharedKeySeed");
        Assert.Equal(string.Join('\n', Enumerable.Range(0, 10).Select(i => $"n{i} Hot")), Sorted(await admin.RunAsync(lab, $"Deploy-VwNode wg-dep | {Show}")));
        Assert.Empty(before.Split('\n', StringSplitOptions.RemoveEmptyEntries).Intersect((await nodes[0].Host.RunAsync("wg show wg-dep preshared-keys")).Split('\n')));
        foreach (var count in (await Task.WhenAll(pings)).Select(PingCount.Read))
            Assert.Equal((true, 0), (count.Sent > Seconds * 4, count.Sent - count.Received));
        // The sessions that run began with the new keys.
        var age = await nodes[0].Host.RunAsync($"echo $(( $(date +%s) - $(wg show wg-dep latest-handshakes | grep -F {await nodes[1].PublicKeyAsync()} | cut -f 2) ))");
        Assert.InRange(int.Parse(age.Trim(), System.Globalization.CultureInfo.InvariantCulture), 0, 125);
    }
}
