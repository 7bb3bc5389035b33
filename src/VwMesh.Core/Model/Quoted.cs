using System.Globalization;
using System.Text;

namespace VwMesh.Model;

/// <summary>Shows a value of unknown origin in a message: between quotes, on one line, without anything a terminal would obey.</summary>
public static class Quoted
{
    private const int Longest = 80;

    /// <summary>The value in single quotes, with control, formatting (bidirectional, zero-width) and unpaired characters escaped as <c>\u{…}</c>, cut where it is long.</summary>
    /// <param name="value">Any text, or <see langword="null"/>.</param>
    /// <param name="longest">After how many characters it is cut; a path is shown whole.</param>
    /// <returns>Text that is safe to print.</returns>
    public static string Show(string? value, int longest = Longest)
    {
        if (value is null)
            return "(nothing)";
        var text = new StringBuilder("'");
        foreach (var rune in value.EnumerateRunes().Take(longest))
        {
            if (IsPlain(rune))
                text.Append(rune);
            else
                text.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
        }
        return text.Append(value.EnumerateRunes().Skip(longest).Any() ? "…'" : "'").ToString();
    }

    private static bool IsPlain(Rune rune) => !Invisible.Is(rune) && Rune.GetUnicodeCategory(rune) != UnicodeCategory.PrivateUse;
}
