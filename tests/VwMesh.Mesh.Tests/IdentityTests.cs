using VwMesh.MeshTests.Lab;
using static VwMesh.MeshTests.Lab.ManagedMesh;

namespace VwMesh.MeshTests;

/// <summary>A wrong HostName must not make one node's machine another node.</summary>
public sealed class IdentityTests
{
    private const string Outcomes = "ForEach-Object { \"$($_.Node) $($_.Outcome) $($_.Error.ErrorId)\".Trim() }";

    [Fact]
    public async Task A_machine_of_another_node_is_refused_and_named_and_force_takes_it()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b", "c");
        // One machine for two nodes is found on the first deployment too, where nothing says whose it is.
        ModuleSession.Run(lab.Folder, $"Set-VwNode wg-dep b -HostName {await IPv6Async(nodes[2])}");
        Assert.Equal("a Restarted\nb Restarted\nc Failed SameMachine", (await admin.TryAsync(lab, $"Deploy-VwNode wg-dep -ThrottleLimit 1 -ErrorAction SilentlyContinue | {Outcomes}")).Output.Trim());
        ModuleSession.Run(lab.Folder, "Set-VwNode wg-dep b -HostName ''");
        Assert.Equal("c Restarted", await admin.RunAsync(lab, $"Deploy-VwNode wg-dep c -Force | {Outcomes}"));
        Assert.Equal("b Restarted", await admin.RunAsync(lab, $"Deploy-VwNode wg-dep b | {Outcomes}"));

        // Later the machine says itself which node it is; swapped destinations are found before either node is touched.
        ModuleSession.Run(lab.Folder, $"Set-VwNode wg-dep b -HostName {await IPv6Async(nodes[2])}; Set-VwNode wg-dep c -HostName {await IPv6Async(nodes[1])}");
        var was = (await StateAsync(nodes[1]), await StateAsync(nodes[2]));
        var output = (await admin.TryAsync(lab, $"Compare-VwNode wg-dep b; Deploy-VwNode wg-dep b, c -ErrorAction SilentlyContinue | {Outcomes}")).Output;
        Assert.True(output.ReplaceLineEndings(" ").Replace("     | ", "", StringComparison.Ordinal).Contains("seems to be node 'c' of network 'wg-dep', not 'b': it has the key of 'c'", StringComparison.Ordinal), output);
        Assert.Contains("b Failed NodeIsAnother\nc Failed NodeIsAnother", Sorted(output), StringComparison.Ordinal);
        Assert.Equal(was, (await StateAsync(nodes[1]), await StateAsync(nodes[2])));

        // A node that is down is known by its file.
        await nodes[2].Host.RunAsync("wg-quick down wg-dep");
        Assert.Equal("b Failed NodeIsAnother", (await admin.TryAsync(lab, $"Deploy-VwNode wg-dep b -ErrorAction SilentlyContinue | {Outcomes}")).Output.Trim());
    }

    private static async Task<string> IPv6Async(MeshNode node) =>
        (await node.Host.RunAsync("ip -6 -o address show dev eth0 scope global | tr -s ' ' | cut -d ' ' -f 4 | cut -d / -f 1")).Trim();
}
