using System.Management.Automation;

namespace VwMesh.PowerShellTests;

public sealed class ProgressTests : EngineTest
{
    [Theory]
    [InlineData("Export-VwNodeConfig wg0")]
    [InlineData("Export-VwNodeConfig wg0 -DestinationPath out")]
    public void What_takes_longer_than_a_second_shows_count_and_remaining_time_and_takes_it_away(string export)
    {
        MakeNetwork();
        var shown = ProgressOf($"{export} -WarningAction Ignore | ForEach-Object {{ [System.Threading.Thread]::Sleep(1100) }}");
        Assert.Equal(["1 of 3", "2 of 3", "Done"], shown.Select(p => p.StatusDescription));
        Assert.Equal([33, 66, -1], shown.Select(p => p.PercentComplete));
        Assert.InRange(shown[0].SecondsRemaining, 2, 60);
        Assert.Equal(ProgressRecordType.Completed, shown[^1].RecordType);
    }

    [Fact]
    public void What_is_quick_shows_nothing()
    {
        MakeNetwork();
        Session.Get("Export-VwNodeConfig wg0 -WarningAction Ignore");
        Assert.Empty(ProgressOf("Export-VwNodeConfig wg0 -WarningAction Ignore"));
    }

    private List<ProgressRecord> ProgressOf(string script)
    {
        using var shell = PowerShell.Create(Session.Runspace);
        shell.AddScript(script).Invoke();
        return [.. shell.Streams.Progress];
    }
}
