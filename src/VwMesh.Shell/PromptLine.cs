using System.Management.Automation;
using System.Management.Automation.Host;
using Microsoft.PowerShell.Commands;

namespace VwMesh.Shell;

/// <summary>
/// Reads a line at the prompt, with Tab and the history. On Unix, pwsh has neither without the module PSReadLine, which no NuGet package
/// brings; where PSReadLine is installed, pwsh uses that.
/// </summary>
public static class PromptLine
{
    private static readonly string[] Harmless = ["-noprofile", "-nop", "-nologo", "-nol", "-interactive", "-i"];

    /// <summary>What makes pwsh read lines with this class.</summary>
    internal static string[] Arguments { get; } =
    [
        "-NoExit", "-Command",
        $"if (-not (Get-Module PSReadLine)) {{ function global:PSConsoleHostReadLine {{ [{typeof(PromptLine)}]::Read($Host.UI.RawUI) }} }}",
    ];

    /// <summary>Whether these arguments lead to a prompt at a terminal.</summary>
    internal static bool IsWanted(string[] arguments) =>
        !Console.IsInputRedirected && !Console.IsOutputRedirected && arguments.All(a => Harmless.Contains(a, StringComparer.OrdinalIgnoreCase));

    /// <summary>Reads a line from the terminal, whose cursor is behind the prompt.</summary>
    /// <param name="screen">The terminal, which knows how wide a text is.</param>
    /// <returns>The line; empty after Ctrl+C, <c>exit</c> after Ctrl+D on an empty line.</returns>
    public static string Read(PSHostRawUserInterface screen)
    {
        ArgumentNullException.ThrowIfNull(screen);
        var line = new EditedLine(screen, History());
        Console.TreatControlCAsInput = true;
        try
        {
            while (true)
            {
                var key = Console.ReadKey(intercept: true);
                var isControl = key.Modifiers.HasFlag(ConsoleModifiers.Control);
                switch (key.Key)
                {
                    case ConsoleKey.Enter:
                        line.End();
                        return line.Text;
                    case ConsoleKey.C when isControl:
                        line.End();
                        return "";
                    case ConsoleKey.D when isControl && line.Text.Length == 0:
                        line.End();
                        return "exit";
                    case ConsoleKey.Tab:
                        line.Complete(Complete, key.Modifiers.HasFlag(ConsoleModifiers.Shift) ? -1 : 1);
                        break;
                    default:
                        line.Press(key);
                        break;
                }
            }
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }

    private static CommandCompletion Complete(string text, int cursor)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return CommandCompletion.CompleteInput(text, cursor, null, shell);
    }

    private static List<string> History()
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return [.. shell.AddCommand("Get-History").Invoke<HistoryInfo>().Select(h => h.CommandLine)];
    }
}
