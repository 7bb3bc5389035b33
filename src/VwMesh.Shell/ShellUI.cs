using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace VwMesh.Shell;

/// <summary>The engine's streams on the console: output to standard output, everything about the run to standard error.</summary>
internal sealed class ShellUI(Terminal terminal, Questions questions, MissingCommands missing) : PSHostUserInterface
{
    private readonly ProgressLine _progress = new(terminal);
    private readonly List<string> _hints = [];

    /// <summary>The lines of an error the formatter writes as if it were output; null at all other times.</summary>
    private List<string>? _formattedError;

    public override PSHostRawUserInterface RawUI { get; } = new ShellRawUI(terminal);

    /// <summary>The formatter may use colour; it is taken out again for the stream that is no terminal.</summary>
    public override bool SupportsVirtualTerminal => terminal.OutputHasColor || terminal.ErrorHasColor;

    public override void Write(string value)
    {
        MakeRoom();
        Console.Out.Write(terminal.ForOutput(value));
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        PSStyle style = PSStyle.Instance;
        string background = backgroundColor == RawUI.BackgroundColor ? "" : PSStyle.MapBackgroundColorToEscapeSequence(backgroundColor);
        Write(PSStyle.MapForegroundColorToEscapeSequence(foregroundColor) + background + value + style.Reset);
    }

    public override void WriteLine(string value)
    {
        if (_formattedError is not null)
        {
            _formattedError.Add(value);
            return;
        }
        MakeRoom();
        Console.Out.WriteLine(terminal.ForOutput(value));
    }

    public override void WriteErrorLine(string value)
    {
        // The formatter ends an error with an empty line, which is there only to divide its lines.
        if (value.Length == 0) return;
        _progress.Erase();
        Console.Error.WriteLine(terminal.ForError(PSStyle.Instance.Formatting.Error + value + PSStyle.Instance.Reset));
        _hints.AddRange(missing.HintsFor(value));
    }

    /// <summary>Shows an error that comes from no command's error stream.</summary>
    /// <param name="format">Puts the error through the engine's formatter.</param>
    /// <param name="message">Stands in when the formatter fails, which it does for a script that ends in the middle.</param>
    public void WriteError(Action format, string message)
    {
        List<string> lines = [];
        _formattedError = lines;
        try
        {
            format();
        }
        finally
        {
            _formattedError = null;
        }
        if (lines.TrueForAll(string.IsNullOrWhiteSpace)) lines = [message];
        lines.ForEach(WriteErrorLine);
    }

    public override void WriteWarningLine(string message) => WriteMessage(PSStyle.Instance.Formatting.Warning, "WARNING: " + message);

    public override void WriteVerboseLine(string message) => WriteMessage(PSStyle.Instance.Formatting.Verbose, "VERBOSE: " + message);

    public override void WriteDebugLine(string message) => WriteMessage(PSStyle.Instance.Formatting.Debug, "DEBUG: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record) => _progress.Show(record);

    /// <summary>A command ended: its progress goes, what is left to say about its errors is said.</summary>
    public void EndCommand() => MakeRoom();

    public override string ReadLine()
    {
        MakeRoom();
        return questions.ReadLine();
    }

    public override SecureString ReadLineAsSecureString()
    {
        MakeRoom();
        return questions.ReadSecret("");
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        MakeRoom();
        return questions.Fields(caption, message, descriptions);
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        MakeRoom();
        return questions.Choice(caption, message, choices, defaultChoice);
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        PromptForCredential(caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options)
    {
        MakeRoom();
        return questions.Credential(caption, message, userName);
    }

    private void WriteMessage(string color, string message)
    {
        MakeRoom();
        Console.Error.WriteLine(terminal.ForError(color + message + PSStyle.Instance.Reset));
    }

    /// <summary>Ends what is only passing by: progress, and errors, which come line by line and are explained after the last.</summary>
    private void MakeRoom()
    {
        _progress.Erase();
        foreach (string hint in _hints) Console.Error.WriteLine(hint);
        _hints.Clear();
    }
}
