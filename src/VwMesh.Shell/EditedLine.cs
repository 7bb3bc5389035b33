using System.Management.Automation;
using System.Management.Automation.Host;

namespace VwMesh.Shell;

/// <summary>A line that is being typed, and its picture on the terminal.</summary>
/// <param name="screen">The terminal, which knows how wide a text is.</param>
/// <param name="history">The lines before it, the oldest first.</param>
internal sealed class EditedLine(PSHostRawUserInterface screen, IReadOnlyList<string> history)
{
    private int _cursor;
    private readonly int _column = Console.CursorLeft;
    private int _place = history.Count;
    private CommandCompletion? _matches;

    /// <summary>The text so far.</summary>
    internal string Text { get; private set; } = "";

    /// <summary>Inserts a character, deletes one, moves the cursor, or goes back in the history.</summary>
    internal void Press(ConsoleKeyInfo key)
    {
        _matches = null;
        switch (key.Key)
        {
            case ConsoleKey.Backspace when _cursor > 0:
                Show(Text.Remove(_cursor - 1, 1), _cursor - 1);
                break;
            case ConsoleKey.Delete when _cursor < Text.Length:
                Show(Text.Remove(_cursor, 1), _cursor);
                break;
            case ConsoleKey.LeftArrow:
                Show(Text, Math.Max(0, _cursor - 1));
                break;
            case ConsoleKey.RightArrow:
                Show(Text, Math.Min(Text.Length, _cursor + 1));
                break;
            case ConsoleKey.Home:
                Show(Text, 0);
                break;
            case ConsoleKey.End:
                Show(Text, Text.Length);
                break;
            case ConsoleKey.Escape:
                Show("", 0);
                break;
            case ConsoleKey.UpArrow:
                Recall(_place - 1);
                break;
            case ConsoleKey.DownArrow:
                Recall(_place + 1);
                break;
            default:
                if (!char.IsControl(key.KeyChar))
                    Show(Text.Insert(_cursor, key.KeyChar.ToString()), _cursor + 1);
                break;
        }
    }

    /// <summary>Replaces the word at the cursor by its next completion, or by the one before it.</summary>
    internal void Complete(Func<string, int, CommandCompletion> find, int step)
    {
        _matches ??= find(Text, _cursor);
        if (_matches.GetNextResult(step > 0) is not { } match)
            return;
        Show(Text.Remove(_matches.ReplacementIndex, _matches.ReplacementLength).Insert(_matches.ReplacementIndex, match.CompletionText),
            _matches.ReplacementIndex + match.CompletionText.Length);
        _matches.ReplacementLength = match.CompletionText.Length;
    }

    /// <summary>Leaves the line: what follows begins below it.</summary>
    internal void End()
    {
        Show(Text, Text.Length);
        Console.WriteLine();
    }

    private void Recall(int place)
    {
        if (place < 0 || place > history.Count)
            return;
        _place = place;
        var line = place == history.Count ? "" : history[place];
        Show(line, line.Length);
    }

    // Paints from the start of the line. The terminal may have scrolled, so the way back is counted in rows from where the text ends.
    private void Show(string text, int cursor)
    {
        var width = Math.Max(1, Console.BufferWidth);
        Move(_column + Cells(Text[.._cursor]), _column, width);
        Console.Write("\u001b[J" + text + ((_column + Cells(text)) % width == 0 && text.Length > 0 ? " \u001b[D" : ""));
        Move(_column + Cells(text), _column + Cells(text[..cursor]), width);
        (Text, _cursor) = (text, cursor);
    }

    private int Cells(string text) => screen.LengthInBufferCells(text);

    private static void Move(int from, int to, int width)
    {
        var rows = (to / width) - (from / width);
        Console.Write("\r" + (rows < 0 ? $"\u001b[{-rows}A" : rows > 0 ? $"\u001b[{rows}B" : "") + (to % width > 0 ? $"\u001b[{to % width}C" : ""));
    }
}
