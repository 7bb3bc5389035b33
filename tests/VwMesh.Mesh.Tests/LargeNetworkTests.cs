using System.Globalization;
using VwMesh.MeshTests.Lab;

namespace VwMesh.MeshTests;

/// <summary>One node of a network of a thousand, the others absent.</summary>
public sealed class LargeNetworkTests
{
    [Fact]
    public async Task A_node_of_a_thousand_comes_up_with_all_its_peers()
    {
        await using var lab = await MeshLab.StartAsync();
        var (host, _) = await lab.AddHostAsync("n0");
        var names = string.Join(',', Enumerable.Range(0, 1000).Select(i => string.Create(CultureInfo.InvariantCulture, $"n{i}")));
        var network = MeshNetwork.Create(lab, "wg-large", $"""
            New-VwNetwork $net -AddressPoolIPv4 10.64.0.0/16
            Add-VwNode $net ('{names}' -split ',')
            """);

        var node = (await network.UpAsync(host))[0];

        Assert.Equal(999, (await node.FloodListAsync()).Distinct().Count());
        Assert.Equal("999", (await host.RunAsync("wg show wg-large peers | wc -l")).Trim());
        await node.DownAsync();
        Assert.Equal("", await node.RemainsAsync());
    }
}
