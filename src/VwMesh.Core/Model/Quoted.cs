using System.Text;

namespace VwMesh.Model;

/// <summary>Shows a value of unknown origin in a message: between quotes, on one line, without anything a terminal would obey.</summary>
public static class Quoted
{
    private const int Longest = 80;

    /// <summary>The value in single quotes, escaped as <see cref="ForeignText.Line"/> does it, cut where it is long.</summary>
    /// <param name="value">Any text, or <see langword="null"/>.</param>
    /// <param name="longest">After how many characters it is cut; a path is shown whole.</param>
    /// <returns>Text that is safe to print.</returns>
    public static string Show(string? value, int longest = Longest)
    {
        if (value is null)
            return "(nothing)";
        var text = new StringBuilder("'");
        foreach (var rune in value.EnumerateRunes().Take(longest))
            ForeignText.Append(text, rune);
        return text.Append(value.EnumerateRunes().Skip(longest).Any() ? "…'" : "'").ToString();
    }
}
