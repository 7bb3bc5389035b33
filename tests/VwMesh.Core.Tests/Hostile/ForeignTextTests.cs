using CsCheck;
using VwMesh.Model;

namespace VwMesh.CoreTests.Hostile;

/// <summary>Text of others where it becomes a property or a message.</summary>
public sealed class ForeignTextTests
{
    [Fact]
    public void What_comes_through_the_door_a_terminal_shows_and_does_not_obey() => HostileText.Gen.Sample(text =>
    {
        Assert.True(HostileText.IsPlain(ForeignText.Line(text)));
        Assert.True(ForeignText.Lines(text).Split('\n').All(HostileText.IsPlain));
        var error = new VwMeshException("Any", ErrorKind.ReadError, text, text, new IOException(text));
        Assert.True(error.Message.Split('\n').All(HostileText.IsPlain));
        Assert.True(HostileText.IsPlain(Assert.IsType<string>(error.Target)));
        Assert.True(error.InnerException is null || HostileText.IsPlain(error.InnerException.Message.Replace("\n", "", StringComparison.Ordinal)));
    });

    [Theory]
    [InlineData("plain text: 'a' \"b\" ~", "plain text: 'a' \"b\" ~")]
    [InlineData("Zürich 東京 \U0001f600", "Zürich 東京 \U0001f600")]
    [InlineData("\e]52;c;aWQ=\a", @"\u{1b}]52;c;aWQ=\u{7}")]
    [InlineData("a\tb\r\nc", @"a\u{9}b\u{d}\u{a}c")]
    [InlineData("\ufffd\ue000\u202e", @"\u{fffd}\u{e000}\u{202e}")]
    public void A_line_shows_what_it_hides(string text, string shown) => Assert.Equal(shown, ForeignText.Line(text));

    [Fact]
    public void Lines_stay_lines() => Assert.Equal("one\ntwo\n\\u{1b}[2Jthree", ForeignText.Lines("one\r\ntwo\n\e[2Jthree"));
}
