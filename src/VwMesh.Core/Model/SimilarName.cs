namespace VwMesh.Model;

/// <summary>Finds the name that somebody meant who made a slip.</summary>
public static class SimilarName
{
    // One slip for each so many letters of the right name; a shorter name allows one too.
    private const int LettersPerSlip = 4;

    // Names of one or two letters all look alike.
    private const int Shortest = 3;

    /// <summary>The name that differs from a text by the fewest slips: letters missing, too many, wrong, or two in the wrong order.</summary>
    /// <param name="text">The text.</param>
    /// <param name="names">The names there are.</param>
    /// <returns>The name, or <see langword="null"/> when each has too many slips.</returns>
    public static string? Of(string text, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(text);
        var upper = text.ToUpperInvariant();
        return names.Where(name => name.Length >= Shortest).Select(name => (Name: name, Slips: Slips(upper, name.ToUpperInvariant(), Math.Max(1, name.Length / LettersPerSlip))))
            .Where(c => c.Slips is not null).OrderBy(c => c.Slips).Select(c => c.Name).FirstOrDefault();
    }

    // The optimal string alignment distance; null where it is too large.
    private static int? Slips(string text, string known, int most)
    {
        if (Math.Abs(text.Length - known.Length) > most)
            return null;
        var distance = new int[text.Length + 1, known.Length + 1];
        for (var i = 0; i <= text.Length; i++)
        {
            for (var j = 0; j <= known.Length; j++)
            {
                distance[i, j] = i == 0 ? j : j == 0 ? i
                    : Math.Min(Math.Min(distance[i - 1, j], distance[i, j - 1]) + 1, distance[i - 1, j - 1] + (text[i - 1] == known[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && text[i - 1] == known[j - 2] && text[i - 2] == known[j - 1])
                    distance[i, j] = Math.Min(distance[i, j], distance[i - 2, j - 2] + 1);
            }
        }
        return distance[text.Length, known.Length] is var slips && slips <= most ? slips : null;
    }
}
