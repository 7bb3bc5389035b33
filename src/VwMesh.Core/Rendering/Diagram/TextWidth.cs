using System.Text;

namespace VwMesh.Rendering.Diagram;

/// <summary>Estimates how wide a text will be, since nothing here can measure fonts; rather too wide than too narrow.</summary>
internal static class TextWidth
{
    /// <summary>The width in pixels at a font size.</summary>
    internal static double Of(string text, double fontSize) => text.EnumerateRunes().Sum(WidthOf) * fontSize;

    /// <summary>The text, its middle left out when it has more characters than that: names tend to differ at both ends.</summary>
    internal static string Shorten(string text, int most)
    {
        var runes = text.EnumerateRunes().ToArray();
        return runes.Length <= most
            ? text
            : string.Concat(runes.Take((most - 1) / 2)) + "…" + string.Concat(runes.TakeLast(most / 2));
    }

    // In ems, for a common sans-serif font. From U+1100 on, letters of East Asian scripts are square.
    private static double WidthOf(Rune rune) => rune.Value switch
    {
        'i' or 'j' or 'l' or 'I' or '.' or ':' or ',' or '\'' or '|' or '[' or ']' or 'f' or 't' or 'r' or '-' or ' ' => 0.38,
        'm' or 'w' or 'M' or 'W' or '@' => 0.92,
        >= 'A' and <= 'Z' => 0.72,
        < 0x1100 => 0.62,
        _ => 1.05,
    };
}
