namespace VwMesh.Storage.Toml;

/// <summary>The text of a file between its bytes and its parts: lines, line endings, and where things are.</summary>
internal sealed class TomlSource(string text)
{
    private int[]? _lineStarts;

    internal string Text { get; } = text;

    /// <summary>The line ending of the first line, which new lines take on.</summary>
    internal string NewLine { get; } = text.IndexOf('\n', StringComparison.Ordinal) is > 0 and var end && text[end - 1] == '\r' ? "\r\n" : "\n";

    internal bool EndsWithNewLine => Text.Length == 0 || Text[^1] == '\n';

    internal int LineStart(int offset) => offset == 0 ? 0 : Text.LastIndexOf('\n', offset - 1) + 1;

    /// <summary>Where the next line begins, or the end of the text.</summary>
    internal int LineEnd(int offset) => Text.IndexOf('\n', offset) is >= 0 and var end ? end + 1 : Text.Length;

    internal bool IsBlank(int start, int end) => Text.AsSpan(start, end - start).Trim(" \t\r\n").IsEmpty;

    internal bool IsComment(int start, int end) => Text.AsSpan(start, end - start).TrimStart(" \t").StartsWith('#');

    /// <summary>Whether nothing but blanks is before an offset on its line.</summary>
    internal bool IsFirstOnLine(int offset) => SkipBlanksBack(offset) is var start && (start == 0 || Text[start - 1] == '\n');

    /// <summary>Where the blanks before an offset begin.</summary>
    internal int SkipBlanksBack(int offset)
    {
        while (offset > 0 && Text[offset - 1] is ' ' or '\t')
            offset--;
        return offset;
    }

    /// <summary>Where the blanks after an offset end.</summary>
    internal int SkipBlanks(int offset)
    {
        while (offset < Text.Length && Text[offset] is ' ' or '\t')
            offset++;
        return offset;
    }

    internal FilePosition PositionOf(int offset)
    {
        _lineStarts ??= [0, .. Text.Index().Where(c => c.Item == '\n').Select(c => c.Index + 1)];
        var line = Array.BinarySearch(_lineStarts, offset) is var found && found >= 0 ? found : ~found - 1;
        return new FilePosition(line + 1, offset - _lineStarts[line] + 1);
    }

    internal string Slice(int start, int end) => Text[start..end];
}
