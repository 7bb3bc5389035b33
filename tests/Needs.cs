using System.Diagnostics;
using System.Reflection;

namespace VwMesh.Tests;

/// <summary>Programs that tests run. The table needs.txt says which Debian package brings each; a program that it lacks would be missing on a new machine.</summary>
internal static class Needs
{
    private static readonly string[] Folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/sbin", "/sbin"];

    private static readonly Dictionary<string, string> Packages = File.ReadLines(Metadata("Needs"))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToDictionary(words => words[0], words => words[1]);

    /// <summary>Skips the test where a program is not installed. Property tests call this before they draw, because a skip counts as a failure there.</summary>
    /// <param name="programs">Names as in needs.txt.</param>
    public static void Require(params string[] programs)
    {
        if (Missing(programs) is { } missing)
            Assert.Skip(missing);
    }

    /// <summary>What is not installed, with the packages that bring it; <see langword="null"/> when everything is there.</summary>
    public static string? Missing(params string[] programs)
    {
        foreach (var program in programs.Where(p => !Packages.ContainsKey(p)))
            throw new InvalidOperationException($"tests/needs.txt does not list {program}: a new machine would not have it.");
        var missing = programs.Where(p => !IsInstalled(p)).Select(p => $"{p} (Debian: {Packages[p]})").ToList();
        return missing.Count == 0 ? null : $"not installed: {string.Join(", ", missing)}";
    }

    private static bool IsInstalled(string program) => program.Split(':') switch
    {
        ["python3", var module] => HasPython(module),
        _ => Folders.Any(folder => File.Exists(Path.Combine(folder, program))),
    };

    // Debian's package belongs to Debian's Python, which need not be the first one in the path.
    private static bool HasPython(string module)
    {
        if (!File.Exists("/usr/bin/python3"))
            return false;
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", $"import {module}"]) { RedirectStandardError = true })!;
        python.WaitForExit();
        return python.ExitCode == 0;
    }

    private static string Metadata(string key) =>
        typeof(Needs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;
}
