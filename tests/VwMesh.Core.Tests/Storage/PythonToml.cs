using System.Diagnostics;
using System.Text.Json;

namespace VwMesh.CoreTests.Storage;

/// <summary>The reader of vwgen: Python's <c>toml</c> 0.10 (Debian: python3-toml).</summary>
internal static class PythonToml
{
    private const string Script = """
        import json, sys, toml
        def load(path):
            try:
                return toml.load(open(path, encoding='utf-8', newline=''))
            except Exception:
                return None
        print(json.dumps([load(path) for path in sys.argv[1:]], default=str))
        """;

    private const string Python = "/usr/bin/python3";

    internal static void Require() => Needs.Require("python3", "python3:toml");

    /// <summary>What Python reads in the files; null for a file it cannot read.</summary>
    internal static JsonElement[] Load(params string[] paths)
    {
        var (exitCode, output, error) = Run(Python, ["-c", Script, .. paths]);
        Assert.True(exitCode == 0, error);
        return [.. JsonDocument.Parse(output).RootElement.EnumerateArray()];
    }

    internal static string[] Texts(this JsonElement list) => [.. list.EnumerateArray().Select(e => e.GetString()!)];

    private static (int ExitCode, string Output, string Error) Run(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
