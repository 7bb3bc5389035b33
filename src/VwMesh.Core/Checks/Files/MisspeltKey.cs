using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.Checks.Files;

/// <summary>A key without meaning that looks like one with a meaning. Keys that look like nothing known are the user's own, and nothing is said of them.</summary>
internal sealed class MisspeltKey() : FileCheck("VW1003", Severity.Warning)
{
    // One slip for each so many letters of the right key; a shorter key allows one all the same.
    private const int LettersPerSlip = 4;

    internal override IEnumerable<Finding> Find(NetworkReading file)
    {
        foreach (var key in file.UnknownKeys.Where(k => KnownKeys.OtherTableFor(k) is null))
        {
            if (Meant(key) is { } meant)
            {
                yield return new Finding(
                    $"{Quoted.Show(key.Key)} has no meaning and is passed over; it looks like {meant}.",
                    $"Write {meant}, in these letters, or rename the key if it is your own.",
                    key.Node, Position: key.Position);
            }
        }
    }

    private static string? Meant(UnknownKey key) => KnownKeys.In(key.Table)
        .Select(known => (Known: known, Slips: Slips(key.Key.ToUpperInvariant(), known.ToUpperInvariant(), Math.Max(1, known.Length / LettersPerSlip))))
        .Where(c => c.Slips is not null).OrderBy(c => c.Slips).Select(c => c.Known).FirstOrDefault();

    // Letters missing, too many, wrong, or two in the wrong order (the optimal string alignment distance); null where there are too many.
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
