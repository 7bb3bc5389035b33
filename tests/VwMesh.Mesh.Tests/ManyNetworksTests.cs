using VwMesh.MeshTests.Lab;

namespace VwMesh.MeshTests;

/// <summary>Several networks on the same machines.</summary>
public sealed class ManyNetworksTests
{
    private static readonly string[] Names = ["a", "b", "c", "d"];

    [Fact]
    public async Task Three_networks_work_on_the_same_four_hosts_whatever_the_order_in_which_nodes_were_added()
    {
        await using var lab = await MeshLab.StartAsync();
        var hosts = new List<(Host Host, Underlay Line)>();
        foreach (var name in Names)
            hosts.Add(await lab.AddHostAsync(name));
        var nodes = new List<MeshNode[]>();
        foreach (var (place, order) in new int[][] { [0, 1, 2, 3], [1, 0, 3, 2], [3, 2, 1, 0] }.Index())
        {
            var add = order.Select(i => $"Add-VwNode $net {Names[i]} -Endpoint '{hosts[i].Line.IPv4}'");
            var network = MeshNetwork.Create(lab, $"wg{place}", $"New-VwNetwork $net -AddressPoolIPv4 10.{place + 1}.0.0/24\n{string.Join('\n', add)}");
            nodes.Add(await network.UpAsync([.. hosts.Select(h => h.Host)]));
        }
        ModuleSession.Run(lab.Folder, "$found = Test-VwNetwork -Severity Error, Warning; if ($found) { throw ($found | Out-String) }");

        foreach (var from in nodes.SelectMany(n => n))
        {
            foreach (var to in nodes.Single(n => n.Contains(from)).Where(n => n != from))
                Assert.True(await from.ReachesAsync(await to.MeshIPv4Async()), $"{from.Name} does not reach {to.Name} in {from.Vxlan}");
        }
    }
}
