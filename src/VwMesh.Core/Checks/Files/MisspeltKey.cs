using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.Checks.Files;

/// <summary>A key without meaning that looks like one with a meaning. Keys that look like nothing known are the user's own, and nothing is said of them.</summary>
internal sealed class MisspeltKey() : FileCheck("VW1003", Severity.Warning)
{
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

    private static string? Meant(UnknownKey key) => SimilarName.Of(key.Key, KnownKeys.In(key.Table));
}
