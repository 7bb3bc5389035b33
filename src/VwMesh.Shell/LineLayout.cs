using System.Text;

namespace VwMesh.Shell;

/// <summary>A line being edited as rows of a terminal, and the cursor's place in them.</summary>
internal sealed record LineLayout(IReadOnlyList<string> Rows, int CursorRow, int CursorColumn)
{
    /// <summary>Begins each line after the first.</summary>
    public const string Continuation = ">> ";

    public static LineLayout Of(string prompt, string text, int cursor, int width)
    {
        List<string> rows = [];
        StringBuilder row = new(prompt);
        int column = CellWidth.OfStyled(prompt);
        (int Row, int Column) place = default;

        void EndRow(string next)
        {
            rows.Add(row.ToString());
            row.Clear().Append(next);
            column = next.Length;
        }

        // A prompt that fills the row stands alone.
        if (column >= width) EndRow("");
        int index = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            string cell = Rune.IsControl(rune) ? " " : rune.ToString();
            if (column + CellWidth.Of(cell) > width) EndRow("");
            if (index == cursor) place = (rows.Count, column);
            index += rune.Utf16SequenceLength;
            if (rune.Value == '\n')
            {
                EndRow(Continuation);
                continue;
            }
            row.Append(cell);
            column += CellWidth.Of(cell);
        }
        if (column >= width) EndRow("");
        if (cursor >= index) place = (rows.Count, column);
        rows.Add(row.ToString());
        return new LineLayout(rows, place.Row, place.Column);
    }

    /// <summary>The rows around the cursor that a screen has room for.</summary>
    public LineLayout Within(int height)
    {
        if (Rows.Count <= height) return this;
        int top = Math.Clamp(CursorRow - height / 2, 0, Rows.Count - height);
        return new LineLayout([.. Rows.Skip(top).Take(height)], CursorRow - top, CursorColumn);
    }
}
