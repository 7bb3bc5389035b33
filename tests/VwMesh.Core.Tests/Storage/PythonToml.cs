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

    // Debian's package belongs to Debian's Python, which need not be the first one in the path.
    private static readonly string? Python = new[] { "/usr/bin/python3", "python3", "python" }.FirstOrDefault(HasToml);

    internal static void Require() => Assert.SkipWhen(Python is null, "Python's toml 0.10 is missing (Debian: python3-toml).");

    /// <summary>What Python reads in the files; null for a file it cannot read.</summary>
    internal static JsonElement[] Load(params string[] paths)
    {
        var (exitCode, output, error) = Run(Python!, ["-c", Script, .. paths]);
        Assert.True(exitCode == 0, error);
        return [.. JsonDocument.Parse(output).RootElement.EnumerateArray()];
    }

    internal static string[] Texts(this JsonElement list) => [.. list.EnumerateArray().Select(e => e.GetString()!)];

    private static bool HasToml(string python)
    {
        try
        {
            return Run(python, ["-c", "import toml; assert toml.__version__.startswith('0.10.')"]).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static (int ExitCode, string Output, string Error) Run(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
