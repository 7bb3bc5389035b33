using VwMesh.Traffic;

namespace VwMesh.CoreTests.Traffic;

/// <summary>The output of ping, of iputils and of busybox.</summary>
public sealed class PingSummaryTests
{
    [Theory]
    [InlineData("3 packets transmitted, 3 received, 0% packet loss, time 403ms\nrtt min/avg/max/mdev = 0.412/0.515/0.601/0.078 ms\n", 3, 3, 0.515)]
    [InlineData("3 packets transmitted, 2 packets received, 33% packet loss\nround-trip min/avg/max = 1.142/12.250/1.401 ms\n", 3, 2, 12.25)]
    [InlineData("3 packets transmitted, 0 received, +3 errors, 100% packet loss, time 2030ms\npipe 3\n", 3, 0, null)]
    [InlineData("3 packets transmitted, 0 packets received, 100% packet loss\n", 3, 0, null)]
    [InlineData("2 packets transmitted, 9 received\n", 2, 2, null)]
    [InlineData("3 packets transmitted, 3 received\nrtt min/avg/max = 1/99999999999999999999/3 ms\n", 3, 3, null)]
    public void It_is_counted(string text, int sent, int received, double? milliseconds)
    {
        var summary = PingSummary.Read(text)!;
        Assert.Equal((sent, received, milliseconds), (summary.Sent, summary.Received, summary.RoundTrip?.TotalMilliseconds));
    }

    [Theory]
    [InlineData("refused ping: connect: Network is unreachable\n", "ping: connect: Network is unreachable")]
    [InlineData("refused \n", "")]
    [InlineData("ping: sendto: Network is unreachable\n", null)]
    [InlineData("99999999999 packets transmitted, 99999999999 received\n", null)]
    [InlineData("3 paquets transmis, 3 reçus\n", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void What_is_no_summary_is_a_refusal_or_not_read(string? text, string? refusal) => Assert.Equal(refusal, PingSummary.Read(text)?.Refusal);
}
