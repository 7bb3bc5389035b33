using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace VwMesh.Shell;

/// <summary>How the reading of a line ended.</summary>
internal abstract record LineResult
{
    internal sealed record Accepted(string Text) : LineResult;

    /// <summary>Ctrl+C.</summary>
    internal sealed record Cancelled : LineResult;

    /// <summary>Ctrl+D on an empty line.</summary>
    internal sealed record EndOfInput : LineResult;
}

/// <summary>Reads a line, or several, from the terminal: keys to the editor, the editor's text to the screen.</summary>
internal sealed class LineReader(Terminal terminal)
{
    private const int MostCandidates = 100;
    private const string ClearScreen = "\u001b[H\u001b[2J";

    private readonly TextWriter _screen = terminal.Dialogue;
    private int _cursorRow;

    public LineHistory History { get; init; } = new();

    /// <summary>Whether text needs more lines.</summary>
    public Predicate<string> IsIncomplete { get; init; } = _ => false;

    /// <summary>The completions of text at an index; null where nothing is completed.</summary>
    public Func<string, int, CommandCompletion>? Complete { get; init; }

    public LineResult Read(string prompt)
    {
        // Only the last line of the prompt is painted again with the text.
        int lastLine = prompt.LastIndexOf('\n') + 1;
        _screen.Write(prompt[..lastLine]);
        prompt = prompt[lastLine..];
        return terminal.CanEditLines ? Edit(prompt) : ReadPlainly(prompt);
    }

    private LineResult Edit(string prompt)
    {
        LineEditor editor = new(History, IsIncomplete);
        _cursorRow = 0;
        using Keyboard _ = new();
        while (true)
        {
            LineLayout layout = LineLayout.Of(prompt, editor.Text, editor.Cursor, terminal.Width);
            // What is pasted is painted once.
            if (!Console.KeyAvailable) Paint(layout.Within(terminal.Height));
            ConsoleKeyInfo key = Keyboard.Read();
            if (key is { Key: ConsoleKey.L, Modifiers: ConsoleModifiers.Control })
            {
                _screen.Write(ClearScreen);
                _cursorRow = 0;
                continue;
            }
            switch (editor.Apply(key))
            {
                case EditResult.Accepted:
                    Leave(layout, "");
                    History.Add(editor.Text);
                    return new LineResult.Accepted(editor.Text);
                case EditResult.Cancelled:
                    Leave(layout, "^C");
                    return new LineResult.Cancelled();
                case EditResult.EndOfInput:
                    Leave(layout, "");
                    return new LineResult.EndOfInput();
                case EditResult.CompletionWanted when Complete is not null:
                    CompleteAtCursor(editor, layout);
                    break;
            }
        }
    }

    private LineResult ReadPlainly(string prompt)
    {
        _screen.Write(prompt);
        StringBuilder text = new();
        while (Console.In.ReadLine() is { } line)
        {
            text.Append(line);
            if (!IsIncomplete(text.ToString())) return new LineResult.Accepted(text.ToString());
            text.Append('\n');
            _screen.Write(LineLayout.Continuation);
        }
        return new LineResult.EndOfInput();
    }

    /// <summary>Replaces what all completions agree on; when that changes nothing, lists them.</summary>
    private void CompleteAtCursor(LineEditor editor, LineLayout layout)
    {
        CommandCompletion completion = Complete!(editor.Text, editor.Cursor);
        if (completion.CompletionMatches is not [CompletionResult first, ..] matches) return;
        bool isOneFolder = matches.Count == 1 && first.ResultType == CompletionResultType.ProviderContainer;
        if (isOneFolder && first.CompletionText[^1] is not ('/' or '\\' or '\'' or '"'))
        {
            // A folder is rarely where a path ends.
            editor.Replace(completion.ReplacementIndex, completion.ReplacementLength, first.CompletionText + Path.DirectorySeparatorChar);
            return;
        }
        string typed = editor.Text.Substring(completion.ReplacementIndex, completion.ReplacementLength);
        string common = matches.Skip(1).Aggregate(first.CompletionText, (prefix, match) => CommonPrefix(prefix, match.CompletionText));
        if (matches.Count == 1 || (common.Length > typed.Length && common.StartsWith(typed, StringComparison.OrdinalIgnoreCase)))
        {
            editor.Replace(completion.ReplacementIndex, completion.ReplacementLength, common);
            return;
        }
        Leave(layout, "");
        foreach (string line in Columns([.. matches.Take(MostCandidates).Select(match => match.ListItemText)], terminal.Width))
            _screen.WriteLine(line);
        if (matches.Count > MostCandidates)
            _screen.WriteLine(string.Create(CultureInfo.InvariantCulture, $"... and {matches.Count - MostCandidates} more"));
    }

    /// <summary>Items in columns, read downwards.</summary>
    internal static IEnumerable<string> Columns(string[] items, int width)
    {
        int cell = items.Max(CellWidth.Of) + 2;
        int columns = Math.Max(1, width / cell);
        int rows = (items.Length + columns - 1) / columns;
        for (int row = 0; row < rows; row++)
        {
            IEnumerable<string> line = items.Where((_, index) => index % rows == row);
            yield return string.Concat(line.Select(item => item + new string(' ', cell - CellWidth.Of(item)))).TrimEnd();
        }
    }

    private static string CommonPrefix(string one, string other)
    {
        int length = 0;
        while (length < one.Length && length < other.Length && char.ToUpperInvariant(one[length]) == char.ToUpperInvariant(other[length]))
            length++;
        return one[..length];
    }

    private void Paint(LineLayout layout)
    {
        StringBuilder paint = new();
        if (_cursorRow > 0) paint.Append(CultureInfo.InvariantCulture, $"\u001b[{_cursorRow}A");
        paint.Append("\r\u001b[J").AppendJoin("\r\n", layout.Rows);
        int below = layout.Rows.Count - 1 - layout.CursorRow;
        if (below > 0) paint.Append(CultureInfo.InvariantCulture, $"\u001b[{below}A");
        paint.Append('\r');
        if (layout.CursorColumn > 0) paint.Append(CultureInfo.InvariantCulture, $"\u001b[{layout.CursorColumn}C");
        _screen.Write(paint);
        _cursorRow = layout.CursorRow;
    }

    /// <summary>Goes below the text; what is written next begins a row.</summary>
    private void Leave(LineLayout layout, string mark)
    {
        LineLayout seen = layout.Within(terminal.Height);
        Paint(seen with { CursorRow = seen.Rows.Count - 1, CursorColumn = CellWidth.OfStyled(seen.Rows[^1]) });
        _screen.WriteLine(mark);
        _cursorRow = 0;
    }
}
