using VwMesh.MeshTests.Lab;

namespace VwMesh.MeshTests;

/// <summary>The example of the README: two nodes with an endpoint, one without.</summary>
public sealed class ThreeNodesTests
{
    private const int Mtu = 1370;

    [Theory]
    [InlineData(nameof(Families.IPv4))]
    [InlineData(nameof(Families.IPv6))]
    public async Task Every_pair_exchanges_full_frames_without_a_fragment_on_the_underlay(string underlay)
    {
        await using var lab = await MeshLab.StartAsync();
        var (node1, line1) = await lab.AddHostAsync("node1");
        var (node2, line2) = await lab.AddHostAsync("node2");
        var (node3, _) = await lab.AddHostAsync("node3");
        var fragments = await PacketCounter.StartAsync(lab.Internet, "fragments", "ip frag-off & 0x3fff != 0", "exthdr frag exists");
        var (endpoint1, endpoint2) = underlay == nameof(Families.IPv4) ? (line1.IPv4, line2.IPv4) : ($"[{line1.IPv6}]", $"[{line2.IPv6}]");
        var network = MeshNetwork.Create(lab, "wg-meshvpn", $"""
            New-VwNetwork $net -AddressPoolIPv4 172.20.10.0/24 -AddressPoolIPv6 2001:db8:42::/64
            Add-VwNode $net node1 -ListenPort 1234 -Endpoint '{endpoint1}'
            Add-VwNode $net node2 -ListenPort 2345 -Endpoint '{endpoint2}'
            Add-VwNode $net node3 -ListenPort 3456
            """);

        var nodes = await network.UpAsync(node1, node2, node3);

        var pairs = nodes.SelectMany(a => nodes.Where(b => b != a).Select(b => (From: a, To: b))).ToList();
        // Two that dial each other at once may lose a packet to the second handshake, and it is not packets like this that are counted.
        foreach (var (from, to) in pairs)
            Assert.True(await from.ReachesAsync(await to.MeshIPv6Async()), $"{from.Name} does not reach {to.Name}");
        foreach (var (from, to) in pairs)
        {
            // 20 and 40 bytes of IP, 8 of ICMP.
            Assert.Equal(new PingCount(3, 3, 0), await from.PingAsync($"-c 3 -i 0.05 -W 5 -M do -s {Mtu - 28} {await to.MeshIPv4Async()}"));
            Assert.Equal(new PingCount(3, 3, 0), await from.PingAsync($"-c 3 -i 0.05 -W 5 -M do -s {Mtu - 48} {await to.MeshIPv6Async()}"));
        }
        Assert.Equal(0, await fragments.ReadAsync());
    }
}
