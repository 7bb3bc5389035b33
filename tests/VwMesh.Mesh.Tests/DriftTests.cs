using VwMesh.MeshTests.Lab;
using static VwMesh.MeshTests.Lab.ManagedMesh;

namespace VwMesh.MeshTests;

/// <summary>What somebody changed on a node by hand, and nodes that lack something.</summary>
public sealed class DriftTests
{
    [Theory]
    [InlineData("wg set wg-dep peer $(wg show wg-dep peers | head -n 1) remove", "Peer")]
    [InlineData("bridge fdb del $(bridge fdb show dev vwg-dep | grep -m 1 ^00:00 | cut -d ' ' -f 1-5) dev vwg-dep", "FloodEntry")]
    [InlineData("ip address del $(ip -4 -o address show dev vwg-dep | tr -s ' ' | cut -d ' ' -f 4) dev vwg-dep", "Address")]
    [InlineData("ip address del $(ip -4 -o address show dev wg-dep | tr -s ' ' | cut -d ' ' -f 4) dev wg-dep", "LinkLayerAddress")]
    [InlineData("nft delete table inet vwmesh-wg-dep", "Guard")]
    [InlineData("nft flush chain inet vwmesh-wg-dep input", "Guard")]
    [InlineData("ip link set dev vwg-dep mtu 1300", "MTU")]
    [InlineData("wg set wg-dep fwmark 7", "FwMark")]
    [InlineData("wg set wg-dep peer $(wg show wg-dep peers | head -n 1) allowed-ips 10.9.9.9/32 persistent-keepalive 5", "AllowedIPs PersistentKeepalive")]
    [InlineData("wg set wg-dep peer $(wg genkey | wg pubkey) allowed-ips 10.9.9.9/32", "Peer")]
    public async Task What_was_changed_by_hand_is_found_and_mended_hot(string change, string items)
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep");
        await nodes[0].Host.RunAsync(change);
        Assert.Equal(items, await admin.RunAsync(lab, "(Compare-VwNode wg-dep a | ForEach-Object Item) -join ' '"));
        Assert.Equal("a Hot", await admin.RunAsync(lab, $"Deploy-VwNode wg-dep a | {Show}"));
        Assert.Equal("", await admin.RunAsync(lab, "Compare-VwNode wg-dep a"));
        Assert.True(await nodes[0].ReachesAsync(await nodes[1].MeshIPv4Async()));
    }

    [Fact]
    public async Task A_node_without_bridge_is_an_error_of_its_own()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a");
        await nodes[0].Host.RunAsync("for b in /sbin/bridge /usr/sbin/bridge /bin/bridge /usr/bin/bridge; do [ ! -e $b ] || mount --bind /dev/null $b || :; done");
        var result = await admin.TryAsync(lab, "Deploy-VwNode wg-dep a | ForEach-Object { \"$($_.Outcome) $($_.Error.ErrorId)\" }");
        Assert.StartsWith("Failed NodeLacksCommand", result.Output, StringComparison.Ordinal);
        Assert.Equal("", await nodes[0].RemainsAsync());
    }
}
