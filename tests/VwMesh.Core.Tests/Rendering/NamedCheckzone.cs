using System.Diagnostics;
using VwMesh.Rendering.Zone;

namespace VwMesh.CoreTests.Rendering;

/// <summary>BIND's own judgement of a zone (Debian: bind9-utils).</summary>
internal static class NamedCheckzone
{
    /// <summary>Loads a zone and gives its records as BIND understood them: absolute owner, type, data.</summary>
    internal static IReadOnlyList<string> Load(ZoneFile zone)
    {
        var (exit, output, errors) = Run(zone);
        Assert.True(exit == 0, $"{errors}{output}\n{zone.Content}");
        return [.. output.Split('\n').Select(Words).Where(words => words is [_, _, "IN", _, _]).Select(words => $"{words[0]} {words[3]} {words[4]}")];
    }

    private static (int Exit, string Output, string Errors) Run(ZoneFile zone)
    {
        using var process = Start(zone.Origin);
        process.StandardInput.Write(zone.Content);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    private static Process Start(string origin)
    {
        Needs.Require("named-checkzone");
        // -D -o -: print what was loaded; -i local: without asking the network about hosts outside of the zone; -k, -n, -r fail: no leniency.
        return Process.Start(new ProcessStartInfo("named-checkzone", ["-D", "-o", "-", "-i", "local", "-k", "fail", "-n", "fail", "-r", "fail", origin, "/dev/stdin"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    // Owner, TTL, class, type, data, between spaces or tabs.
    private static string[] Words(string line) => line.Split((char[]?)null, 5, StringSplitOptions.RemoveEmptyEntries);
}
