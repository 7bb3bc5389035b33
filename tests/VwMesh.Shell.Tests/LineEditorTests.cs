using System.Globalization;
using CsCheck;

namespace VwMesh.Shell.Tests;

public class LineEditorTests
{
    private readonly LineHistory _history = new();

    [Theory]
    [InlineData("abc", "abc|")]
    [InlineData("abc Left Left Delete", "a|c")]
    [InlineData("abc Home x End y", "xabcy|")]
    [InlineData("abc Backspace", "ab|")]
    [InlineData("Backspace Left Delete", "|")]
    [InlineData("one-two Ctrl+LeftArrow", "one-|two")]
    [InlineData("one-two Ctrl+LeftArrow Ctrl+LeftArrow Ctrl+RightArrow", "one|-two")]
    [InlineData("one-two Ctrl+W", "one-|")]
    [InlineData("one-two Left Left Ctrl+K", "one-t|")]
    [InlineData("one-two Left Left Ctrl+U", "|wo")]
    [InlineData("one-two Escape", "|")]
    [InlineData("abc Ctrl+A Ctrl+D", "|bc")]
    [InlineData("e\u0301a Left Backspace", "|a")]
    [InlineData("日本👍🏽 Backspace", "日本|")]
    public void Keys_edit_the_text(string keys, string expected)
    {
        LineEditor editor = new(_history, _ => false);

        Press(editor, keys);

        Assert.Equal(expected, editor.Text.Insert(editor.Cursor, "|"));
    }

    [Fact]
    public void Up_and_down_recall_and_keep_what_was_being_typed()
    {
        _history.Add("first");
        _history.Add("second");
        _history.Add("second");
        LineEditor editor = new(_history, _ => false);

        List<string> seen = [];
        foreach (string key in (string[])["dra", "UpArrow", "UpArrow", "UpArrow", "DownArrow", "DownArrow", "DownArrow"])
        {
            Press(editor, key);
            seen.Add(editor.Text);
        }

        Assert.Equal(["dra", "second", "first", "first", "second", "dra", "dra"], seen);
    }

    [Fact]
    public void Enter_accepts_what_is_complete_and_continues_what_is_not()
    {
        LineEditor editor = new(_history, PromptLoop.NeedsMoreLines);

        Assert.Equal(EditResult.Editing, Press(editor, "if(1){ Enter"));
        Assert.Equal(EditResult.Editing, Press(editor, "2 Enter"));
        Assert.Equal(EditResult.Accepted, Press(editor, "} Enter"));
        Assert.Equal("if(1){\n2\n}", editor.Text);
    }

    [Fact]
    public void Up_and_down_move_between_the_lines_before_they_recall()
    {
        _history.Add("earlier");
        LineEditor editor = new(_history, text => !text.EndsWith(';'));

        Press(editor, "long-line Enter x Enter third UpArrow");
        Assert.Equal("long-line\nx|\nthird", editor.Text.Insert(editor.Cursor, "|"));
        Press(editor, "UpArrow");
        Assert.Equal("l|ong-line\nx\nthird", editor.Text.Insert(editor.Cursor, "|"));
        Press(editor, "UpArrow");
        Assert.Equal("earlier", editor.Text);
    }

    [Theory]
    [InlineData("abc Ctrl+C", EditResult.Cancelled)]
    [InlineData("Ctrl+D", EditResult.EndOfInput)]
    [InlineData("abc Ctrl+D", EditResult.Editing)]
    [InlineData("Tab", EditResult.CompletionWanted)]
    public void Some_keys_are_for_whoever_reads_the_line(string keys, object result) =>
        Assert.Equal(result, Press(new LineEditor(_history, _ => false), keys));

    [Fact]
    public void No_keys_bring_the_cursor_out_of_the_text_or_into_a_character()
    {
        Gen<ConsoleKeyInfo> keys = Gen.OneOf(
            Gen.Char["aé日\u0301 -"].Select(typed => new ConsoleKeyInfo(typed, ConsoleKey.None, false, false, false)),
            Gen.Select(
                Gen.Enum<ConsoleKey>(), Gen.Bool, Gen.Bool, (key, alt, control) => new ConsoleKeyInfo('\0', key, false, alt, control)));

        keys.List[0, 60].Sample(pressed =>
        {
            LineEditor editor = new(new LineHistory(), text => text.Length % 2 == 1);
            foreach (ConsoleKeyInfo key in pressed)
            {
                editor.Apply(key);
                int[] boundaries = [.. StringInfo.ParseCombiningCharacters(editor.Text), editor.Text.Length];
                Assert.Contains(editor.Cursor, boundaries);
            }
        });
    }

    /// <summary>Presses keys by name, and types everything that names none.</summary>
    private static EditResult Press(LineEditor editor, string keys)
    {
        EditResult result = EditResult.Editing;
        foreach (string word in keys.Split(' '))
        {
            bool control = word.StartsWith("Ctrl+", StringComparison.Ordinal);
            string name = control ? word[5..] : word is "Left" ? "LeftArrow" : word;
            if (name.Length > 1 || control ? Enum.TryParse(name, out ConsoleKey key) : Enum.TryParse("none", out key))
            {
                char character = key == ConsoleKey.Enter ? '\r' : '\0';
                result = editor.Apply(new ConsoleKeyInfo(character, key, shift: false, alt: false, control));
            }
            else
            {
                foreach (char character in word)
                    result = editor.Apply(new ConsoleKeyInfo(character, ConsoleKey.None, shift: false, alt: false, control: false));
            }
        }
        return result;
    }
}
