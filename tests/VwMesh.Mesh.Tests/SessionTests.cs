using VwMesh.MeshTests.Lab;
using static VwMesh.MeshTests.Lab.ManagedMesh;

namespace VwMesh.MeshTests;

/// <summary>Nodes that run PowerShell, reached by sessions.</summary>
public sealed class SessionTests
{
    [Fact]
    public async Task Sessions_take_the_place_of_ssh_and_each_connection_is_a_new_one()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b");
        var sessions = $"$s = New-PSSession -HostName {await HostNameAsync(nodes[0])} -UserName root\n";

        var first = await admin.TryAsync(lab, sessions + $"Deploy-VwNode wg-dep -Session $s | {Show}; Compare-VwNode wg-dep a -Session $s");
        Assert.Contains("a Restarted\n", first.Output, StringComparison.Ordinal);
        Assert.Contains("b Failed No session leads to node 'b': none has its name or the computer name", first.Output, StringComparison.Ordinal);
        Assert.Equal("", await nodes[1].RemainsAsync());

        ModuleSession.Run(lab.Folder, ShutSsh);
        var was = await StateAsync(nodes[0]);
        var second = await admin.TryAsync(lab, sessions + "Deploy-VwNode wg-dep a -Session $s -ConfirmTimeout 10 | ForEach-Object { \"$($_.Node) $($_.Outcome)\" }");
        Assert.StartsWith("a RolledBack", second.Output, StringComparison.Ordinal);
        Assert.Equal(was, await StateAsync(nodes[0]));
    }

    private static async Task<string> HostNameAsync(MeshNode node) =>
        (await node.Host.RunAsync("ip -4 -o address show dev eth0 | tr -s ' ' | cut -d ' ' -f 4 | cut -d / -f 1")).Trim();
}
