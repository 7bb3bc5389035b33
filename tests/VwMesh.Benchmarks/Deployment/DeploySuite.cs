using System.Diagnostics;
using System.Globalization;
using VwMesh.Benchmarks.Commands;

namespace VwMesh.Benchmarks.Deployment;

/// <summary>What a deployment over ssh costs beside as many bare <c>ssh NODE true</c>, between namespaces on this machine. Needs root and OpenSSH.</summary>
internal static class DeploySuite
{
    /// <summary>Measures, and prints the ratios.</summary>
    /// <param name="isQuick">Three nodes, once: shows that all works, not how fast.</param>
    /// <returns>The exit code: not 0 when a node did not end as it should.</returns>
    internal static int Run(bool isQuick)
    {
        var (nodes, rounds) = isQuick ? (3, 1) : (20, 5);
        string[] arguments =
        [
            "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "bash", Path.Combine(AppContext.BaseDirectory, "deploy.sh"),
            BuiltFiles.Vwsh, nodes.ToString(CultureInfo.InvariantCulture), rounds.ToString(CultureInfo.InvariantCulture),
        ];
        using var process = Process.Start("unshare", arguments);
        process.WaitForExit();
        return process.ExitCode;
    }
}
