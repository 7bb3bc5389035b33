using System.Globalization;
using VwMesh.Model;

namespace VwMesh.Checks;

/// <summary>Names in a sentence: the first few, and how many more there are.</summary>
internal static class Enumeration
{
    private const int Shown = 3;

    internal static string Of(IReadOnlyCollection<string> names)
    {
        var shown = names.Take(Shown).Select(n => Quoted.Show(n)).ToList();
        return names.Count > Shown ? string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", shown)} and {names.Count - Shown} more")
            : shown.Count == 1 ? shown[0]
            : $"{string.Join(", ", shown.SkipLast(1))} and {shown[^1]}";
    }

    internal static string Count(long count, string singular, string plural) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? singular : plural)}");
}
