using System.Management.Automation.Language;

namespace VwMesh.Shell;

/// <summary>Reads commands and runs them until exit or Ctrl+D.</summary>
internal sealed class PromptLoop(Session session, ShellHost host, Terminal terminal)
{
    private readonly LineReader _reader = new(terminal) { IsIncomplete = NeedsMoreLines, Complete = session.Complete };

    public void Run()
    {
        while (!host.LeavesPrompt)
        {
            LineResult line = _reader.Read((host.IsNested ? "[suspended] " : "") + session.Prompt());
            if (line is LineResult.EndOfInput) return;
            if (line is LineResult.Accepted { Text: string text } && !string.IsNullOrWhiteSpace(text))
                session.Run(Script.FromLine(text));
        }
    }

    internal static bool NeedsMoreLines(string text)
    {
        Parser.ParseInput(text, out _, out ParseError[] errors);
        return Array.Exists(errors, error => error.IncompleteInput);
    }
}
