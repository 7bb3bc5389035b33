using System.Globalization;
using System.Text.RegularExpressions;
using VwMesh.MeshTests.Lab;
using static VwMesh.MeshTests.Lab.ManagedMesh;

namespace VwMesh.MeshTests;

/// <summary>The metrics of running nodes, as Prometheus takes them.</summary>
public sealed class MetricTests
{
    [Fact]
    public async Task Prometheus_takes_the_file_which_says_what_runs_and_what_is_wrong()
    {
        Needs.Require("promtool");
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b", "c");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep");
        foreach (var peer in nodes[1..])
            Assert.True(await nodes[0].ReachesAsync(await peer.MeshIPv4Async()));
        var metrics = await ExportAsync(lab, admin);
        string[] healthy = ["vwmesh_node_up 1", "vwmesh_interface_up 1", "vwmesh_guard_up 1", "vwmesh_keeper_up 1", "vwmesh_peers 2", "vwmesh_live_peers 2", "vwmesh_differences 0"];
        Assert.All(healthy, line => Assert.Equal(line.Split(' ')[1], metrics[(line.Split(' ')[0], "a", "")]));
        Assert.Equal(("1", "1"), (metrics[("vwmesh_peer_up", "a", "b")], metrics[("vwmesh_peer_flooded", "a", "b")]));
        Assert.InRange(double.Parse(metrics[("vwmesh_peer_handshake_age_seconds", "a", "b")], CultureInfo.InvariantCulture), 0, 60);
        Assert.True(double.Parse(metrics[("vwmesh_peer_receive_bytes_total", "a", "b")], CultureInfo.InvariantCulture) > 100);

        // a has neither keeper nor guard, b has another port, and c is off.
        await nodes[0].Host.RunAsync("kill -9 $(cat /run/vwmesh-wg-dep.*/keeper); nft delete table inet vwmesh-wg-dep");
        await nodes[1].Host.RunAsync("wg set wg-dep listen-port 4444");
        await nodes[2].Host.RunAsync("pkill -x sshd || :; ip link set dev eth0 down");
        metrics = await ExportAsync(lab, admin);
        Assert.Equal(("0", "0"), (metrics[("vwmesh_guard_up", "a", "")], metrics[("vwmesh_keeper_up", "a", "")]));
        Assert.NotEqual("0", metrics[("vwmesh_differences", "a", "")]);
        Assert.Equal("1", metrics[("vwmesh_differences", "b", "")]);
        Assert.Equal("0", metrics[("vwmesh_node_up", "c", "")]);
        Assert.DoesNotContain(metrics.Keys, k => k.Node == "c" && k.Name != "vwmesh_node_up");
    }

    private static async Task<Dictionary<(string Name, string Node, string Peer), string>> ExportAsync(MeshLab lab, Operator admin)
    {
        await admin.TryAsync(lab, "Export-VwMetric wg-dep -ConnectTimeout 3 -DestinationPath mesh.prom -ErrorAction SilentlyContinue");
        var file = Path.Combine(lab.Folder, "mesh.prom");
        Assert.Equal("", await admin.Host.RunAsync($"promtool check metrics <'{file}' 2>&1; stat -c %a '{file}' | grep -v 644 || :"));
        return Regex.Matches(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), "^(\\w+)\\{network=\"wg-dep\",node=\"(\\w+)\"(?:,peer=\"(\\w+)\")?\\} (.+)$", RegexOptions.Multiline)
            .ToDictionary(m => (m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value), m => m.Groups[4].Value);
    }
}
