namespace VwMesh.Shell.Tests;

public class LineLayoutTests
{
    [Theory]
    [InlineData("abc", 3, 10, 0, 5, "> abc")]
    [InlineData("abc", 0, 10, 0, 2, "> abc")]
    [InlineData("abcdefgh", 8, 10, 1, 0, "> abcdefgh", "")]
    [InlineData("abcdefghi", 9, 10, 1, 1, "> abcdefgh", "i")]
    [InlineData("abcdefghi", 8, 10, 1, 0, "> abcdefgh", "i")]
    [InlineData("a\nbc", 4, 10, 1, 5, "> a", ">> bc")]
    [InlineData("a\nbc", 1, 10, 0, 3, "> a", ">> bc")]
    [InlineData("abcdefg日", 8, 10, 1, 2, "> abcdefg", "日")]
    [InlineData("日本", 1, 10, 0, 4, "> 日本")]
    [InlineData("", 0, 2, 1, 0, "> ", "")]
    public void Text_is_broken_into_rows_and_the_cursor_found(string text, int cursor, int width, int row, int column, params string[] rows)
    {
        LineLayout layout = LineLayout.Of("> ", text, cursor, width);

        Assert.Equal(rows, layout.Rows);
        Assert.Equal((row, column), (layout.CursorRow, layout.CursorColumn));
    }

    [Fact]
    public void Colour_in_the_prompt_takes_no_room() =>
        Assert.Equal(2, LineLayout.Of("\u001b[32m> \u001b[0m", "", 0, 80).CursorColumn);

    [Fact]
    public void What_does_not_fit_on_the_screen_is_shown_around_the_cursor()
    {
        LineLayout layout = LineLayout.Of("> ", string.Join('\n', Enumerable.Range(0, 100)), cursor: 100, width: 80).Within(10);

        Assert.Equal(10, layout.Rows.Count);
        Assert.Equal(">> 36", layout.Rows[layout.CursorRow]);
    }

    [Fact]
    public void Candidates_stand_in_columns_read_downwards() =>
        Assert.Equal(["a    ccc  e", "bb   d"], LineReader.Columns(["a", "bb", "ccc", "d", "e"], 16));
}
