using System.Management.Automation;

namespace VwMesh.Shell.Tests;

public class ProgressLineTests
{
    [Fact]
    public void Activity_share_and_time_stand_on_one_line()
    {
        ProgressRecord record = new(1, "Exporting", "node7") { PercentComplete = 50, SecondsRemaining = 90 };

        Assert.Equal("Exporting  [==========          ] 50 %  00:01:30  node7", ProgressLine.Line(record, 100));
    }

    [Fact]
    public void What_is_unknown_is_left_out_and_what_is_too_long_cut() =>
        Assert.Equal("Exporting  no", ProgressLine.Line(new ProgressRecord(1, "Exporting", "node7"), 13));
}
