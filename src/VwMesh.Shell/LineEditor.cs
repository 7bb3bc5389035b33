using System.Globalization;

namespace VwMesh.Shell;

/// <summary>What a key did to the line.</summary>
internal enum EditResult
{
    Editing,
    Accepted,
    Cancelled,
    EndOfInput,
    CompletionWanted,
}

/// <summary>
/// The text being typed and the cursor in it, changed by keys (those of Emacs and readline(3)). It knows no screen.
/// </summary>
/// <param name="history">What Up and Down recall.</param>
/// <param name="isIncomplete">Whether Enter begins a new line instead of accepting the text.</param>
internal sealed class LineEditor(LineHistory history, Predicate<string> isIncomplete)
{
    public string Text { get; private set; } = "";

    /// <summary>Index into <see cref="Text"/>, always between two characters as they are seen.</summary>
    public int Cursor { get; private set; }

    private int LineStart => Cursor == 0 ? 0 : Text.LastIndexOf('\n', Cursor - 1) + 1;

    private int LineEnd => Text.IndexOf('\n', Cursor) is >= 0 and int end ? end : Text.Length;

    public EditResult Apply(ConsoleKeyInfo key)
    {
        bool control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        bool alt = key.Modifiers.HasFlag(ConsoleModifiers.Alt);
        switch (key.Key)
        {
            case ConsoleKey.Enter when alt:
                Insert("\n");
                break;
            case ConsoleKey.Enter:
                return Enter();
            case ConsoleKey.Tab:
                return EditResult.CompletionWanted;
            case ConsoleKey.C when control:
                return EditResult.Cancelled;
            case ConsoleKey.D when control && Text.Length == 0:
                return EditResult.EndOfInput;
            case ConsoleKey.Backspace when control || alt:
            case ConsoleKey.W when control:
                Remove(WordBefore(), Cursor);
                break;
            case ConsoleKey.Backspace:
            case ConsoleKey.H when control:
                Remove(Before(), Cursor);
                break;
            case ConsoleKey.Delete:
            case ConsoleKey.D when control:
                Remove(Cursor, After());
                break;
            case ConsoleKey.LeftArrow:
                Cursor = control || alt ? WordBefore() : Before();
                break;
            case ConsoleKey.B when control:
                Cursor = Before();
                break;
            case ConsoleKey.RightArrow:
                Cursor = control || alt ? WordAfter() : After();
                break;
            case ConsoleKey.F when control:
                Cursor = After();
                break;
            case ConsoleKey.B when alt:
                Cursor = WordBefore();
                break;
            case ConsoleKey.F when alt:
                Cursor = WordAfter();
                break;
            case ConsoleKey.Home:
            case ConsoleKey.A when control:
                Cursor = LineStart;
                break;
            case ConsoleKey.End:
            case ConsoleKey.E when control:
                Cursor = LineEnd;
                break;
            case ConsoleKey.U when control:
                Remove(LineStart, Cursor);
                break;
            case ConsoleKey.K when control:
                Remove(Cursor, LineEnd);
                break;
            case ConsoleKey.Escape:
                Set("");
                break;
            case ConsoleKey.UpArrow:
            case ConsoleKey.P when control:
                Up();
                break;
            case ConsoleKey.DownArrow:
            case ConsoleKey.N when control:
                Down();
                break;
            default:
                if (key.KeyChar is '\r' or '\n') return Enter();
                if (!char.IsControl(key.KeyChar)) Insert(key.KeyChar.ToString());
                break;
        }
        return EditResult.Editing;
    }

    /// <summary>Puts text in the place of other text, with the cursor behind it.</summary>
    public void Replace(int start, int length, string replacement)
    {
        Text = string.Concat(Text.AsSpan(0, start), replacement, Text.AsSpan(start + length));
        Cursor = BoundaryFrom(start + replacement.Length);
    }

    private EditResult Enter()
    {
        if (!isIncomplete(Text)) return EditResult.Accepted;
        Insert("\n");
        return EditResult.Editing;
    }

    private void Insert(string text) => Replace(Cursor, 0, text);

    private void Remove(int start, int end) => Replace(start, end - start, "");

    private void Set(string text) => Replace(0, Text.Length, text);

    private void Up()
    {
        if (LineStart > 1) MoveToLine(Text.LastIndexOf('\n', LineStart - 2) + 1);
        else if (LineStart == 1) MoveToLine(0);
        else if (history.Previous(Text) is { } line) Set(line);
    }

    private void Down()
    {
        if (LineEnd < Text.Length) MoveToLine(LineEnd + 1);
        else if (history.Next() is { } line) Set(line);
    }

    /// <summary>To the same column of another line, or its end.</summary>
    private void MoveToLine(int start)
    {
        int column = Cursor - LineStart;
        Cursor = start;
        Cursor = BoundaryFrom(Math.Min(start + column, LineEnd));
    }

    /// <summary>The first place not within a character, which may be several marks put together.</summary>
    private int BoundaryFrom(int index) =>
        StringInfo.ParseCombiningCharacters(Text).Where(start => start >= index).DefaultIfEmpty(Text.Length).First();

    private int Before() => Before(Cursor);

    private int Before(int index) => StringInfo.ParseCombiningCharacters(Text).LastOrDefault(start => start < index);

    private int After() => After(Cursor);

    private int After(int index) => index + StringInfo.GetNextTextElementLength(Text.AsSpan(index));

    private int WordBefore()
    {
        int at = Cursor;
        while (at > 0 && !IsWordAt(Before(at))) at = Before(at);
        while (at > 0 && IsWordAt(Before(at))) at = Before(at);
        return at;
    }

    private int WordAfter()
    {
        int at = Cursor;
        while (at < Text.Length && !IsWordAt(at)) at = After(at);
        while (at < Text.Length && IsWordAt(at)) at = After(at);
        return at;
    }

    private bool IsWordAt(int index) => char.IsLetterOrDigit(Text[index]) || char.IsSurrogate(Text[index]);
}
