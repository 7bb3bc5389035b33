using System.Globalization;
using System.Text;

namespace VwMesh.Model;

/// <summary>
/// Characters that are not seen, that change how others are seen, or that are none (unpaired surrogates come as the replacement character):
/// in a name or a command they say something else than they show.
/// </summary>
internal static class Invisible
{
    internal static bool Is(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned
        || rune == Rune.ReplacementChar || IsIgnorable(rune.Value);

    // Default_Ignorable_Code_Point (Unicode, DerivedCoreProperties.txt) where the category is a letter's or a mark's:
    // the grapheme joiner, fillers of Hangul and Khmer, variation selectors.
    private static bool IsIgnorable(int value) => value is 0x034f or 0x115f or 0x1160 or 0x17b4 or 0x17b5 or 0x3164 or 0xffa0
        or (>= 0x180b and <= 0x180f) or (>= 0xfe00 and <= 0xfe0f) or (>= 0xe0100 and <= 0xe01ef);
}
