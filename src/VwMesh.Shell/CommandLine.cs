using System.Management.Automation.Runspaces;

namespace VwMesh.Shell;

/// <summary>What vwsh was asked to do.</summary>
internal abstract record CommandLine
{
    private static readonly string[] FalseSwitch = ["$false", "false"];
    private static readonly string[] TrueSwitch = ["$true", "true"];

    /// <summary>Questions are errors, whatever standard input is.</summary>
    public bool NonInteractive { get; init; }

    /// <summary>Reads the arguments; the words follow pwsh, so that a line written for it works here.</summary>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        bool nonInteractive = false;
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            string[] rest = [.. arguments.Skip(i + 1)];
            if (argument.Length < 2 || argument[0] != '-')
                return new RunFile(argument, ScriptArguments(rest)) { NonInteractive = nonInteractive };
            switch (argument.TrimStart('-').ToUpperInvariant())
            {
                case "NONINTERACTIVE":
                    nonInteractive = true;
                    break;
                case "FILE" or "F":
                    return rest.Length == 0
                        ? new Misuse($"{argument} needs the path of a script.")
                        : new RunFile(rest[0], ScriptArguments(rest[1..])) { NonInteractive = nonInteractive };
                case "COMMAND" or "C":
                    return rest switch
                    {
                        [] => new Misuse($"{argument} needs the commands to run."),
                        ["-"] => new RunInput { NonInteractive = nonInteractive },
                        _ => new RunText(string.Join(' ', rest)) { NonInteractive = nonInteractive },
                    };
                case "HELP" or "H" or "?":
                    return new ShowHelp();
                case "VERSION" or "V":
                    return new ShowVersion();
                default:
                    return new Misuse($"'{argument}' is not an option of vwsh.");
            }
        }
        return new Interact { NonInteractive = nonInteractive };
    }

    /// <summary>
    /// The words after a script's path as its parameters: <c>-Name value</c>, <c>-Switch</c>, <c>-Name:value</c>; the rest by position.
    /// </summary>
    private static List<CommandParameter> ScriptArguments(string[] words)
    {
        List<CommandParameter> parameters = [];
        foreach (string word in words)
        {
            int colon = word.IndexOf(':', StringComparison.Ordinal);
            if (word.Length < 2 || word[0] != '-' || !(char.IsLetter(word[1]) || word[1] is '_' or '?'))
                parameters.Add(new CommandParameter(null, word));
            else if (colon < 0)
                parameters.Add(new CommandParameter(word));
            else
                parameters.Add(new CommandParameter(word[..colon], Value(word[(colon + 1)..])));
        }
        return parameters;
    }

    /// <summary>A process has only text, so a switch is turned off by the words for it.</summary>
    private static object Value(string text) =>
        FalseSwitch.Contains(text, StringComparer.OrdinalIgnoreCase) ? false
        : TrueSwitch.Contains(text, StringComparer.OrdinalIgnoreCase) ? true
        : text;
}

/// <summary>Run a script file with arguments.</summary>
internal sealed record RunFile(string Path, IReadOnlyList<CommandParameter> Arguments) : CommandLine;

/// <summary>Run text given on the command line.</summary>
internal sealed record RunText(string Text) : CommandLine;

/// <summary>Run standard input as a script.</summary>
internal sealed record RunInput : CommandLine;

/// <summary>A prompt at a terminal; where there is none, standard input is the script.</summary>
internal sealed record Interact : CommandLine;

internal sealed record ShowHelp : CommandLine;

internal sealed record ShowVersion : CommandLine;

/// <summary>The arguments make no sense.</summary>
internal sealed record Misuse(string Message) : CommandLine;
