using System.Globalization;
using System.Text.RegularExpressions;

namespace VwMesh.MeshTests.Lab;

/// <summary>What ping counted.</summary>
internal sealed partial record PingCount(int Sent, int Received, int Duplicates)
{
    internal static PingCount Read(string output)
    {
        var counts = Counts().Match(output);
        Assert.True(counts.Success, output);
        return new PingCount(Number(counts.Groups["sent"]), Number(counts.Groups["received"]), Number(counts.Groups["duplicates"]));
    }

    private static int Number(Group group) => group.Success ? int.Parse(group.Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"(?<sent>\d+) packets transmitted, (?<received>\d+) received(, \+(?<duplicates>\d+) duplicates)?")]
    private static partial Regex Counts();
}
