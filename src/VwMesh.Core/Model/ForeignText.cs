using System.Globalization;
using System.Text;

namespace VwMesh.Model;

/// <summary>
/// The door for text that others wrote: answers of nodes, files of other people, names of files. What came through it a terminal shows, and
/// obeys nothing of it. Text goes through where it becomes a property or a part of a message; <see cref="Quoted"/> goes through it too.
/// </summary>
public static class ForeignText
{
    /// <summary>The text on one line.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The text, in which control, formatting (bidirectional, zero-width), private and unpaired characters are written as <c>\u{…}</c>.</returns>
    public static string Line(string text) => Escape(text, mayBreak: false);

    /// <summary>The text with its lines, such as what a program said on a node.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>As <see cref="Line"/>; line feeds stay, and a carriage return before one is left out.</returns>
    public static string Lines(string text) => Escape(text.ReplaceLineEndings("\n"), mayBreak: true);

    /// <summary>Appends a character as it is, or as <c>\u{…}</c> where a terminal would obey or hide it.</summary>
    internal static void Append(StringBuilder text, Rune rune)
    {
        if (IsPlain(rune))
            text.Append(rune);
        else
            text.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
    }

    private static string Escape(string text, bool mayBreak)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Nearly all of it, and there is much of it in a large network.
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text;
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (mayBreak && rune.Value == '\n')
                shown.Append('\n');
            else
                Append(shown, rune);
        }
        return shown.ToString();
    }

    private static bool IsPlain(Rune rune) => !Invisible.Is(rune) && Rune.GetUnicodeCategory(rune) != UnicodeCategory.PrivateUse;
}
