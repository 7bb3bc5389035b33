using System.Globalization;
using System.Text.RegularExpressions;

namespace VwMesh.Rendering.Zone;

/// <summary>A zone in the text form that name servers load (RFC 1035, section 5).</summary>
/// <param name="Origin">The name of the zone, without the dot at its end.</param>
/// <param name="FileName">The name for its file: the origin and <c>.zone</c>.</param>
/// <param name="Content">The text, lines ended by a line feed.</param>
public sealed partial record ZoneFile(string Origin, string FileName, string Content)
{
    /// <summary>
    /// This zone as it must be to replace an earlier version of it, whose secondaries follow only a growing serial number (RFC 1982).
    /// </summary>
    /// <param name="previous">The text of the earlier version.</param>
    /// <returns>
    /// The earlier text itself when no record differs; else this zone, its serial raised above the earlier one where it was not.
    /// </returns>
    public ZoneFile Succeeding(string previous)
    {
        ArgumentNullException.ThrowIfNull(previous);
        var (old, mine) = (SerialLine().Match(previous), SerialLine().Match(Content));
        if (!old.Success || !uint.TryParse(old.ValueSpan, CultureInfo.InvariantCulture, out var serial))
            return this;
        if (previous.Remove(old.Index, old.Length) == Content.Remove(mine.Index, mine.Length))
            return this with { Content = previous };
        var isGrowing = unchecked((int)(uint.Parse(mine.ValueSpan, CultureInfo.InvariantCulture) - serial)) > 0;
        var next = unchecked(serial + 1).ToString(CultureInfo.InvariantCulture);
        return isGrowing ? this : this with { Content = Content.Remove(mine.Index, mine.Length).Insert(mine.Index, next) };
    }

    [GeneratedRegex(@"(?<=^ +)\d{1,10}(?= *; serial\r?$)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex SerialLine();
}
