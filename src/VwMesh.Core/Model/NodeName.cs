using System.Globalization;
using System.Text;

namespace VwMesh.Model;

/// <summary>The rules of node names, which become folder names, comments and DNS labels.</summary>
public static class NodeName
{
    /// <summary>The most characters a name may have.</summary>
    public const int MaxLength = 63;

    /// <summary>How names compare: without case, as host names do.</summary>
    public static StringComparer Comparer => StringComparer.OrdinalIgnoreCase;

    /// <summary>Reads a name: letters (of any script), ASCII digits, <c>-</c>, <c>_</c> and <c>.</c>, beginning with a letter or digit, not ending with a dot.</summary>
    /// <param name="text">The name, 1 to 63 characters.</param>
    /// <returns>The name in Unicode normalisation form C.</returns>
    /// <exception cref="VwMeshException">The text is not a name (<c>InvalidNodeName</c>).</exception>
    public static string Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Normalized(text) ?? throw VwMeshException.Invalid("InvalidNodeName", $"{Quoted.Show(text)} is not a node name: {Rules}.", text);
    }

    /// <summary>The rules of a name, in words.</summary>
    internal static string Rules { get; } = $"1 to {MaxLength} letters, digits, '-', '_' and '.', beginning with a letter or digit and not ending with a dot";

    /// <summary>The name in normal form, or <see langword="null"/> where the text is not a name.</summary>
    internal static string? Normalized(string text)
    {
        var name = IsWellFormed(text) ? text.Normalize(NormalizationForm.FormC) : text;
        return name.Length is > 0 and <= MaxLength && name[^1] != '.'
            && IsLetterOrDigit(Rune.GetRuneAt(IsWellFormed(name) ? name : "-", 0)) && AreAllowed(name) ? name : null;
    }

    private static bool IsWellFormed(string text) => Ascii.IsValid(text) || !text.EnumerateRunes().Contains(Rune.ReplacementChar);

    private static bool IsLetterOrDigit(Rune rune) => Rune.IsLetter(rune) || (rune.IsAscii && Rune.IsDigit(rune));

    private static bool AreAllowed(string name)
    {
        foreach (var rune in name.EnumerateRunes())
        {
            if (!IsAllowed(rune))
                return false;
        }
        return true;
    }

    // Marks are parts of letters in many scripts.
    private static bool IsAllowed(Rune rune) => !Invisible.Is(rune) && (IsLetterOrDigit(rune) || rune.Value is '-' or '_' or '.'
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);
}
