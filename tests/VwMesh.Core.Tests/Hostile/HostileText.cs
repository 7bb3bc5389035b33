using System.Globalization;
using System.Text;
using CsCheck;

namespace VwMesh.CoreTests.Hostile;

/// <summary>Values that would be something else than they say, in a shell, a configuration, a zone, a path or on a screen.</summary>
internal static class HostileText
{
    /// <summary>What such values are made of.</summary>
    public static IReadOnlyList<string> Fragments { get; } =
    [
        "\n", "\r", "\r\n", "\0", "\u0085", "\u2028", "\u2029", "\v", "\f", "\e[2J", "\b", "\t", " ",
        "#", ";", "|", "&", ">", "<", "\"", "'", "`id`", "$(id)", "${IFS}", "\\", "\\n", "%i", "%s", "%", "*", "?", "!", "~", "{a,b}", "=", ",",
        "[Peer]", "[Interface]", "\n[Peer]\nPublicKey = ", "\nPostUp = id\n", "PrivateKey = ", "@", "(", ")", "$ORIGIN", "$INCLUDE /etc/shadow",
        "/", "..", "../", "/etc/passwd", ".", "-", "--", "-rf", ":", "::", "[", "]", "//",
        "\u202e", "\u2066", "\u200b", "\u200d", "\u00ad", "\ufeff", "\u034f", "\u3164", "\ufe0f", "\U000e0041", "\ud800", "\uffff", "\ufffd",
        "a", "1", "é", "e\u0301", "ß", "中", "٣", "Ａ", "ﬁ", "node", "10.0.0.1", "51820", "example.net", new string('x', 70), new string('9', 30),
    ];

    /// <summary>Whole values, each of which must be refused as a name.</summary>
    public static TheoryData<string> Values =>
    [
        "", " ", ".", "..", "../x", "/etc/passwd", "a/b", "a\\b", "-rf", "-", ".hidden", "a.", "a\nb", "a\rb", "a\0b", "a\u2028b", "a#b", "a;id", "a\"b", "a'b",
        "a`id`", "$(id)", "a$b", "%i", "a%ib", "[Peer]", "a b", "a\tb", "a,b", "a=b", "a@b", "a:b", "a*", "a?", "a|b", "a&b", "a>b", "~", "a(b)", "a!b",
        "a\u202eb", "a\u2066b", "a\u200bb", "a\u00adb", "\ufeffa", "a\u034fb", "\u3164", "a\ufe0f", "a\U000e0041", "a\ud800", "a\uffff", "٣", "a٣", "\u0301a", "\e[31ma",
        new string('a', 64), new string('é', 64),
    ];

    /// <summary>Some of the fragments in a row, now and then with something harmless.</summary>
    public static Gen<string> Gen { get; } =
        CsCheck.Gen.OneOf(AnyOf(Fragments), CsCheck.Gen.String[0, 5], AnyOf("a", "node1", "192.0.2.1", ":51820", "/24", "[fd00::1]"))
            .Array[0, 5].Select(string.Concat);

    public static Gen<string> AnyOf(params IReadOnlyList<string> texts) => CsCheck.Gen.Int[0, texts.Count - 1].Select(i => texts[i]);

    /// <summary>Whether a screen or an editor shows the text as it is.</summary>
    public static bool IsPlain(string text) => text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned)
        && rune.Value is not (0x034f or 0x3164 or 0xfe0f));

    /// <summary>The text as a TOML string that means exactly it, as far as TOML can: unpaired surrogates become the replacement character.</summary>
    public static string ToToml(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
            literal.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}");
        return literal.Append('"').ToString();
    }
}
