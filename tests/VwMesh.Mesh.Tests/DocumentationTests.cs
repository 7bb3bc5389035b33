using System.Globalization;
using System.Text.RegularExpressions;
using VwMesh.MeshTests.Lab;

namespace VwMesh.MeshTests;

/// <summary>The documentation's commands for running nodes run, against some of them.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Repository = Path.GetFullPath(Path.Combine(ModuleSession.Metadata("Examples"), "..", ".."));

    [Fact]
    public async Task Examples_that_speak_with_nodes_run()
    {
        await using var lab = await MeshLab.StartAsync();
        var admin = await StartNodesAsync(lab);
        var pages = Path.Combine(Repository, "docs", "en-US");
        // Deployments first: others expect that there is something.
        foreach (var page in (string[])["Deploy-VwNode.md", "Compare-VwNode.md", "Get-VwNodeStatus.md", "Export-VwMetric.md", "Test-VwPeer.md", "Register-VwNode.md", "Add-VwNode.md", "about_VwMesh_Deployment.help.txt", "Uninstall-VwNode.md"])
        {
            var text = await File.ReadAllTextAsync(Path.Combine(pages, page), TestContext.Current.CancellationToken);
            var examples = page.EndsWith(".md", StringComparison.Ordinal)
                ? Block().Matches(text[..text.IndexOf("## PARAMETERS", StringComparison.Ordinal)]).Select(m => m.Groups[1].Value)
                : [string.Join('\n', Command().Matches(text).Select(m => m.Groups[1].Value))];
            foreach (var example in examples.Where(e => NodeCommand().IsMatch(e)))
            {
                File.Copy(Path.Combine(Repository, "tests", "golden", "wg-meshvpn", "wg-meshvpn.conf"), Path.Combine(lab.Folder, "wg-meshvpn.toml"), overwrite: true);
                File.Delete(Path.Combine(lab.Folder, "wg-office.toml"));
                await RunAsync(lab, admin, page, "Set-VwNode wg-meshvpn node3 -HostName node3.example.net\n" + example);
            }
        }
    }

    [Fact]
    public async Task The_README_runs_from_its_first_command_to_its_last()
    {
        await using var lab = await MeshLab.StartAsync();
        var admin = await StartNodesAsync(lab);
        var text = await File.ReadAllTextAsync(Path.Combine(Repository, "README.md"), TestContext.Current.CancellationToken);
        await RunAsync(lab, admin, "README.md", string.Join('\n', Block().Matches(text).Select(m => m.Groups[1].Value)));
    }

    // Where the documentation's names and addresses lead is for the user's ssh configuration to say.
    private static async Task<Operator> StartNodesAsync(MeshLab lab)
    {
        var (desk, _) = await lab.AddHostAsync("desk");
        var admin = await Operator.StartAsync(lab, desk);
        for (var i = 1; i <= 4; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"node{i}");
            var (host, line) = await lab.AddHostAsync(name);
            await admin.ServeAsync(host, line.IPv4);
            await admin.ConfigureAsync($"Host {name}.example.net 192.0.2.{i} 2001:db8:{i}::1\n    HostName {line.IPv4}\n    User root");
        }
        return admin;
    }

    private static async Task RunAsync(MeshLab lab, Operator admin, string source, string code)
    {
        var script = Path.Combine(lab.Folder, "example.ps1");
        await File.WriteAllTextAsync(script, $"""
            $ErrorActionPreference = 'Stop'; $ConfirmPreference = 'None'
            Import-Module '{Path.Combine(ModuleSession.Metadata("Module"), "VwMesh.psd1")}'
            {code}
            exit 0
            """, TestContext.Current.CancellationToken);
        var outcome = await admin.Host.TryAsync($"cd '{lab.Folder}' && HOME='{lab.Folder}' pwsh -NoProfile -NonInteractive -File '{script}'", 90);
        Assert.True(outcome.Succeeded, $"{source}:\n{code}\n{outcome.Output}");
    }

    [GeneratedRegex("^```powershell\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^    PS> (.*)$", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex("Get-VwNodeStatus|Test-VwPeer|Export-VwMetric|(Compare|Deploy|Register|Uninstall)-VwNode")]
    private static partial Regex NodeCommand();
}
