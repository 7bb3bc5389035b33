using VwMesh.MeshTests.Lab;

namespace VwMesh.MeshTests;

/// <summary>The user's own hooks, and the two places where wg-quick runs PreUp.</summary>
public sealed class HookTests
{
    [Fact]
    public async Task Hooks_run_in_order_with_the_name_in_place_of_i_and_see_the_interface()
    {
        await using var lab = await MeshLab.StartAsync();
        var (host, _) = await lab.AddHostAsync("hooked");
        var log = Path.Combine(lab.Folder, "hooks.log");
        string Hook(string name) => $"'echo {name} %i $(ip link show v%i >/dev/null 2>&1 && echo there || echo gone) >>{log}'";
        var node = await MeshNetwork.Create(lab, "wg-hooks", $"""
            New-VwNetwork $net
            Add-VwNode $net hooked -PreUp {Hook("pre-up-1")}, {Hook("pre-up-2")} -PostUp {Hook("post-up-1")}, {Hook("post-up-2")} `
                -PreDown {Hook("pre-down-1")}, {Hook("pre-down-2")} -PostDown {Hook("post-down-1")}, {Hook("post-down-2")}
            """).NodeAsync(host);

        await node.UpAsync();
        await node.DownAsync();

        Assert.Equal(
            [
                "pre-up-1 wg-hooks gone", "pre-up-2 wg-hooks gone", "post-up-1 wg-hooks there", "post-up-2 wg-hooks there",
                "pre-down-1 wg-hooks there", "pre-down-2 wg-hooks there", "post-down-1 wg-hooks gone", "post-down-2 wg-hooks gone",
            ],
            await File.ReadAllLinesAsync(log, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("execute_hooks \"${PRE_UP[@]}\"\\n\\tadd_if", "gone")]
    [InlineData("add_if\\n\\texecute_hooks \"${PRE_UP[@]}\"", "there")]
    public async Task It_comes_up_with_pre_up_before_and_after_the_interface_is_made(string order, string interfaceInPreUp)
    {
        await using var lab = await MeshLab.StartAsync();
        var (old, line) = await lab.AddHostAsync("old");
        var (peer, _) = await lab.AddHostAsync("peer");
        var log = Path.Combine(lab.Folder, "order.log");
        // wireguard-tools 1.0.20250521 exchanged these two lines.
        await old.RunAsync($$"""
            mkdir '{{lab.Folder}}/bin'
            sed -e '/^\texecute_hooks "${PRE_UP\[@\]}"$/d' -e 's/^\tadd_if$/\t{{order}}/' "$(command -v wg-quick)" >'{{lab.Folder}}/bin/wg-quick'
            chmod +x '{{lab.Folder}}/bin/wg-quick'; mount --bind '{{lab.Folder}}/bin/wg-quick' "$(command -v wg-quick)"
            """);
        var network = MeshNetwork.Create(lab, "wg-order", $"""
            New-VwNetwork $net
            Add-VwNode $net old -ListenPort 1234 -Endpoint {line.IPv4} -PreUp 'echo $(ip link show %i >/dev/null 2>&1 && echo there || echo gone) >>{log}'
            Add-VwNode $net peer
            """);

        var nodes = await network.UpAsync(old, peer);

        Assert.Equal([interfaceInPreUp], await File.ReadAllLinesAsync(log, TestContext.Current.CancellationToken));
        Assert.True(await nodes[1].ReachesAsync(await nodes[0].MeshIPv4Async()));
        await nodes[0].DownAsync();
        Assert.Equal("", await nodes[0].RemainsAsync());
    }

    [Fact]
    public async Task A_hook_that_fails_is_named_with_its_status()
    {
        await using var lab = await MeshLab.StartAsync();
        var (host, _) = await lab.AddHostAsync("hooked");
        var node = ProgramNode.Create(lab, "wg-fails", "New-VwNetwork $net; Add-VwNode $net hooked -PostUp 'true', '(exit 7)'", host)[0];

        var result = await host.TryAsync($"cd '{node.Folder}'; sh wg-fails.vwmesh install");

        Assert.False(result.Succeeded);
        Assert.Contains("this command of the node's hooks ended with status 7: (exit 7)", result.Output, StringComparison.Ordinal);
        Assert.Equal("", await node.RemainsAsync());
    }
}
