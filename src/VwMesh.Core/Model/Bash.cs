using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace VwMesh.Model;

/// <summary>The bash of this machine as a parser. It executes nothing: bash -n reads the line from its standard input, and gets an empty environment.</summary>
internal static partial class Bash
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);

    // On Windows, a program of this name starts Linux.
    private static readonly string? Path = OperatingSystem.IsWindows() ? null : InstalledProgram.Find("bash");

    /// <summary>Whether this machine has bash.</summary>
    internal static bool IsThere => Path is not null;

    /// <summary>bash's message about a line that it cannot parse; <see langword="null"/> for one that it can, and where bash does not answer.</summary>
    internal static string? FaultOf(string line)
    {
        var start = new ProcessStartInfo(Path!, "-n")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
        };
        start.Environment.Clear();
        start.Environment.Add("LC_ALL", "C");
        try
        {
            using var bash = Process.Start(start)!;
            var message = bash.StandardError.ReadLineAsync();
            Write(bash, line);
            if (!bash.WaitForExit(LongestAnswer))
            {
                bash.Kill();
                return null;
            }
            return bash.ExitCode == 0 ? null : Prefix().Replace(message.GetAwaiter().GetResult() ?? "syntax error", "");
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static void Write(Process bash, string line)
    {
        try
        {
            bash.StandardInput.WriteLine(line);
            bash.StandardInput.Close();
        }
        catch (IOException)
        {
            // bash has found a fault before the end of the line.
        }
    }

    [GeneratedRegex(@"^.*?bash: line [0-9]+: ", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();
}
