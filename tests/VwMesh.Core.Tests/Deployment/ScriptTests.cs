using System.Diagnostics;
using VwMesh.CoreTests.Live;
using VwMesh.Deployment;
using VwMesh.Live;

namespace VwMesh.CoreTests.Deployment;

/// <summary>The programs that nodes run: every sh there is reads them whole.</summary>
public sealed class ScriptTests
{
    [Theory]
    [InlineData("fdb", "33:33", "44:44", false)]
    [InlineData("vxlan", "\"mtu\":1370", "\"mtu\":1300", false)]
    [InlineData("vxlan", "\"local\":\"10.0.0.1\"", "\"local\":\"10.0.0.9\"", false)]
    [InlineData("fdb", "\"viaIf\":\"wg0\"", "\"viaIf\":\"wg9\"", true)]
    [InlineData("vxlan", "\"id\":77", "\"id\":78", true)]
    [InlineData("wg", "192.0.2.2:1002", "(none)", false)]
    [InlineData("nft", "0x4d", "0x4e", false)]
    [InlineData("file", "# Peer b", "# Peer was-b", true)]
    public async Task Every_shell_reads_them(string part, string before, string after, bool withSystemd)
    {
        Needs.Require("bash", "busybox", "dash");
        var node = new RecordedNode();
        node.Parts[part] = node.Parts[part].Replace(before, after, StringComparison.Ordinal);
        node.WithSystemd = withSystemd;
        var scripts = new DeploymentScripts(node.Compare(), RecordedNode.Mark, "fedcba9876543210", TimeSpan.FromSeconds(60));
        var prelude = ProbeScript.Prelude(node.Network, RecordedNode.Mark);
        foreach (var script in (string[])[DeploymentScripts.LockAndProbe(node.Network, node.Node, RecordedNode.Mark), prelude + scripts.Apply(), scripts.Confirm()])
        {
            foreach (var shell in (string[])["/bin/sh", "/bin/dash", "/bin/bash", "/bin/busybox"])
            {
                Assert.Equal("", await ComplaintAsync(shell, script));
            }
        }
    }

    [Fact]
    public async Task A_script_that_breaks_off_does_nothing()
    {
        Needs.Require("bash", "busybox", "dash");
        var node = new RecordedNode();
        node.Parts["vxlan"] = node.Parts["vxlan"].Replace("\"id\":77", "\"id\":78", StringComparison.Ordinal);
        var apply = new DeploymentScripts(node.Compare(), RecordedNode.Mark, "fedcba9876543210", TimeSpan.FromSeconds(60)).Apply().TrimEnd();
        Assert.EndsWith("\n}", apply, StringComparison.Ordinal);
        foreach (var length in (int[])[apply.Length / 4, apply.Length / 2, apply.Length - 1])
            Assert.NotEqual("", await ComplaintAsync("/bin/sh", apply[..length]));
    }

    private static async Task<string> ComplaintAsync(string shell, string script)
    {
        var start = new ProcessStartInfo(shell, shell.EndsWith("busybox", StringComparison.Ordinal) ? ["sh", "-n"] : ["-n"])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var complaint = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(script);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        // bash only warns of a here-document that the end of the file ends.
        return process.ExitCode == 0 && (await complaint).Length == 0 ? "" : $"{shell} {process.ExitCode}: {await complaint}";
    }
}
