using VwMesh.MeshTests.Lab;
using static VwMesh.MeshTests.Lab.ManagedMesh;

namespace VwMesh.MeshTests;

/// <summary>Test-VwPeer finds what tunnels do not show.</summary>
public sealed class TrafficTests
{
    private const string Tests = "ForEach-Object { \"$($_.Node) $($_.Peer) $($_.IPv4) $($_.IPv6) $($_.FullSize) $($_.Loss) $($_.Reason)\".Trim() }";
    private const string KeeperSleeps = "pkill -STOP -f '[w]g-dep.vwmesh keep'; ";

    [Fact]
    public async Task Each_pair_and_direction_is_tested_and_each_fault_is_named()
    {
        await using var lab = await MeshLab.StartAsync(isPatient: true);
        var (admin, nodes) = await StartAsync(lab, "a", "b", "c");
        ModuleSession.Run(lab.Folder, "Block-VwPeer wg-dep b c");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep");
        Assert.True(await nodes[0].ReachesAsync(await nodes[1].MeshIPv4Async()));
        Assert.True(await nodes[0].ReachesAsync(await nodes[2].MeshIPv4Async()));
        Assert.Equal("a b True True True 0\na c True True True 0\nb a True True True 0\nc a True True True 0", await admin.RunAsync(lab, $"Test-VwPeer wg-dep | {Tests}"));
        Assert.Equal("True", await admin.RunAsync(lab, "Test-VwPeer wg-dep -Sample 1 -Quiet"));
        Assert.Matches(@"^a Passes [0-9.]+ms blocked$", await admin.RunAsync(lab, "Test-VwPeer wg-dep a, b -Matrix | Where-Object Node -EQ b | ForEach-Object { \"a $($_.State) $($_.a) $($_.c)\" }"));

        // The same by busybox's ping.
        await nodes[0].Host.RunAsync("mount --bind \"$(command -v busybox)\" \"$(readlink -f \"$(command -v ping)\")\"");
        Assert.Equal("a b True True True 0", await admin.RunAsync(lab, $"Test-VwPeer wg-dep a b | {Tests}"));
        await nodes[0].Host.RunAsync("umount -l \"$(readlink -f \"$(command -v ping)\")\"");

        // A path that carries less than the file says: the outer packet has 60 bytes over the Ethernet's 50 and the tunnel's own 80.
        await nodes[1].Host.RunAsync("nft 'table inet narrow { chain i { type filter hook prerouting priority -400; iifname \"eth0\" udp dport 1234 meta length > 1450 drop; ip frag-off & 0x3fff != 0 drop; }; }'");
        var narrow = await admin.RunAsync(lab, $"Test-VwPeer wg-dep a b | {Tests}");
        Assert.StartsWith("a b True True False 0 small packets pass, and packets of 1370 bytes do not: the path carries 13", narrow, StringComparison.Ordinal);
        var carried = int.Parse(narrow.Split("the path carries ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal("a b True True True 0", await admin.RunAsync(lab, $"$null = Set-VwNetwork wg-dep -VxlanMtu {carried}; $null = Deploy-VwNode wg-dep; Test-VwPeer wg-dep a b | {Tests}"));
        await nodes[1].Host.RunAsync("nft delete table inet narrow");

        await nodes[0].Host.RunAsync(KeeperSleeps + $"m=$(bridge fdb show dev vwg-dep | grep ' dst {await TunnelOfAsync(nodes[1])} ' | grep -v ^00:00 | cut -d ' ' -f 1); bridge fdb delete $m dev vwg-dep dst {await TunnelOfAsync(nodes[1])} via wg-dep; bridge fdb delete 00:00:00:00:00:00 dev vwg-dep dst {await TunnelOfAsync(nodes[1])} via wg-dep");
        Assert.StartsWith("a b False False  100 a has no forwarding entry for b", await admin.RunAsync(lab, $"Test-VwPeer wg-dep a b | {Tests}"), StringComparison.Ordinal);
        Assert.Equal("False", await admin.RunAsync(lab, "Test-VwPeer wg-dep a -Quiet"));
        Assert.Equal("lost", await admin.RunAsync(lab, "(Test-VwPeer wg-dep a -Matrix).b"));

        // UDP is blocked one way, and the handshakes are old.
        await nodes[2].Host.RunAsync("nft 'table inet shut { chain o { type filter hook output priority 0; udp sport 1234 drop; }; }'; wg set wg-dep peer $(wg show wg-dep peers) remove");
        Assert.Contains("c a False False  100 c has no WireGuard peer a", await admin.RunAsync(lab, $"Test-VwPeer wg-dep c | {Tests}"), StringComparison.Ordinal);
        await nodes[2].Host.RunAsync("wg-quick down wg-dep");
        Assert.Contains("c a False False  100 the network is not up on c: Down", await admin.RunAsync(lab, $"Test-VwPeer wg-dep c | {Tests}"), StringComparison.Ordinal);
        await nodes[2].Host.RunAsync("wg-quick up wg-dep");
        Assert.StartsWith("c a False False  100 c and a had no handshake: UDP to ", await admin.RunAsync(lab, $"Test-VwPeer wg-dep c | {Tests}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_relay_that_does_not_forward_is_found()
    {
        await using var lab = await MeshLab.StartAsync(isPatient: true);
        var (admin, nodes) = await StartAsync(lab, "a", "b", "hub");
        ModuleSession.Run(lab.Folder, "Set-VwNode wg-dep hub -Groups hub -Relay; Set-VwNetwork wg-dep -Peering hub:*");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep");
        Assert.True(await nodes[0].ReachesAsync(await nodes[1].MeshIPv4Async()));
        Assert.Equal("b hub True", await admin.RunAsync(lab, "Test-VwPeer wg-dep a b | ForEach-Object { \"$($_.Peer) $($_.Via) $($_.Passes)\" }"));
        await nodes[2].Host.RunAsync(KeeperSleeps + "echo 0 >/proc/sys/net/ipv4/conf/wg-dep/forwarding");
        Assert.Equal("a b False False  100 the tunnel to the relay hub works, and b does not answer through it: test b from hub", await admin.RunAsync(lab, $"Test-VwPeer wg-dep a b | {Tests}"));
    }

    [Fact]
    public async Task A_change_that_cuts_the_mesh_and_not_ssh_is_undone_where_it_is_verified()
    {
        await using var lab = await MeshLab.StartAsync(isPatient: true);
        var (admin, nodes) = await StartAsync(lab, "a", "b", "c");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep");
        Assert.True(await nodes[0].ReachesAsync(await nodes[1].MeshIPv4Async()));
        Assert.True(await nodes[0].ReachesAsync(await nodes[2].MeshIPv4Async()));
        var was = await StateAsync(nodes[0]);
        // A blocked pair does not count, nor does what was not reached before.
        Assert.Equal("a Hot", await admin.RunAsync(lab, $"$null = Block-VwPeer wg-dep a c; Add-VwNode wg-dep d -Endpoint 198.18.77.7 | Out-Null; Deploy-VwNode wg-dep a -Verify | {Show}"));
        Assert.Equal("a Hot", await admin.RunAsync(lab, $"$null = Unblock-VwPeer wg-dep a c; Remove-VwNode wg-dep d -Confirm:$false 6>$null; Deploy-VwNode wg-dep a | {Show}"));

        ModuleSession.Run(lab.Folder, "Set-VwNode wg-dep a -PostUp 'nft \"table inet shut { chain o { type filter hook output priority 0; oifname vwg-dep drop; }; }\"' -PostDown 'nft delete table inet shut'");
        var verified = await admin.TryAsync(lab, $"Deploy-VwNode wg-dep a -Verify -ConfirmTimeout 14 | ForEach-Object {{ \"$($_.Node) $($_.Outcome) $($_.Error.ErrorId) $($_.Error.Message)\" }}");
        Assert.StartsWith("a RolledBack PeersLost Node 'a' did not reach b, c after the change, and did before. It has put itself back.", verified.Output, StringComparison.Ordinal);
        Assert.Equal(was, await StateAsync(nodes[0]));
        Assert.True(await nodes[0].ReachesAsync(await nodes[1].MeshIPv4Async()));
        // Without ping nothing can be verified, and nothing is touched.
        await nodes[0].Host.RunAsync("mount --bind /dev/null \"$(readlink -f \"$(command -v ping)\")\"");
        Assert.StartsWith("a Failed Node 'a' lacks ping.", (await admin.TryAsync(lab, $"Deploy-VwNode wg-dep a -Verify | {Show}")).Output, StringComparison.Ordinal);
        await nodes[0].Host.RunAsync("umount -l \"$(readlink -f \"$(command -v ping)\")\"");
        Assert.Equal(was, await StateAsync(nodes[0]));
        Assert.Equal("a Restarted", await admin.RunAsync(lab, $"Deploy-VwNode wg-dep a | {Show}"));
        Assert.Equal("lost", await admin.RunAsync(lab, "(Test-VwPeer wg-dep a -Matrix).b"));
    }

    private static async Task<string> TunnelOfAsync(MeshNode node) => (await node.Host.RunAsync("ip -4 -o address show dev wg-dep | sed 's/.*inet //; s,/.*,,'")).Trim();
}
