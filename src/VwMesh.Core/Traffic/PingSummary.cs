using System.Globalization;
using System.Text.RegularExpressions;

namespace VwMesh.Traffic;

/// <summary>The last lines of ping(8), as iputils and busybox print them.</summary>
/// <param name="Sent">How many packets were sent.</param>
/// <param name="Received">How many answers came.</param>
/// <param name="RoundTrip">Their average round-trip time, or <see langword="null"/> without an answer.</param>
/// <param name="Refusal">Why ping sent nothing, in its words; <see langword="null"/> where it sent.</param>
internal sealed partial record PingSummary(int Sent, int Received, TimeSpan? RoundTrip, string? Refusal)
{
    private const string Refused = "refused ";

    /// <summary>Reads the summary.</summary>
    /// <param name="text">The output of ping, as the script hands it over.</param>
    /// <returns>The summary, or <see langword="null"/> for another text.</returns>
    internal static PingSummary? Read(string? text)
    {
        if (text?.StartsWith(Refused, StringComparison.Ordinal) == true)
            return new PingSummary(0, 0, null, text[Refused.Length..].Trim());
        if (Counts().Match(text ?? "") is not { Success: true } counts)
            return null;
        var (sent, received) = (Number(counts.Groups["sent"]), Number(counts.Groups["received"]));
        var times = Times().Match(text!);
        return new PingSummary(sent, Math.Min(sent, received),
            times.Success && received > 0 ? TimeSpan.FromMilliseconds(double.Parse(times.Groups["average"].ValueSpan, CultureInfo.InvariantCulture)) : null, null);
    }

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("(?<sent>[0-9]{1,6}) packets transmitted, (?<received>[0-9]{1,6}) (?:packets )?received", RegexOptions.CultureInvariant)]
    private static partial Regex Counts();

    [GeneratedRegex(@"min/avg/max(?:/mdev)? = [0-9.]+/(?<average>[0-9]{1,7}(?:\.[0-9]{1,6})?)/", RegexOptions.CultureInvariant)]
    private static partial Regex Times();
}
