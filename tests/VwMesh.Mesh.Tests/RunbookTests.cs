using VwMesh.MeshTests.Lab;
using static VwMesh.MeshTests.Lab.ManagedMesh;

namespace VwMesh.MeshTests;

/// <summary>The runbook of the examples, as an engineer runs it: in pwsh, from a work tree of git.</summary>
public sealed class RunbookTests
{
    [Fact]
    public async Task The_runbook_deploys_what_git_has_and_tells_by_its_exit_code_how_it_went()
    {
        await using var lab = await MeshLab.StartAsync();
        var (admin, nodes) = await StartAsync(lab, "a", "b", "c", "d", "e");
        Needs.Require("git");

        var deployed = await RunAsync(lab, admin);
        Assert.True(deployed.Succeeded, deployed.Output);
        Assert.True(await nodes[0].ReachesAsync(await nodes[4].MeshIPv4Async()));

        await nodes[1].Host.RunAsync("ip link set eth0 down");
        ModuleSession.Run(lab.Folder, "Set-VwNode wg-dep a -PersistentKeepalive 25");
        Assert.Equal(2, (await RunAsync(lab, admin)).ExitCode);

        await File.AppendAllTextAsync(Path.Combine(lab.Folder, "wg-dep.toml"), "\n[Node.a]\n", TestContext.Current.CancellationToken);
        Assert.Equal(1, (await RunAsync(lab, admin)).ExitCode);
    }

    private static Task<Outcome> RunAsync(MeshLab lab, Operator admin) => admin.Host.TryAsync(
        $"PSModulePath='{Path.GetDirectoryName(ModuleSession.Metadata("Module").TrimEnd('/'))}' pwsh -NoProfile -NonInteractive -File '{ModuleSession.Metadata("Examples")}deploy.ps1' -Repository '{lab.Folder}' -Network wg-dep",
        150);
}
