namespace VwMesh.Shell.Tests;

public class InterruptTests
{
    [Fact]
    public async Task Interrupting_a_script_stops_it_and_runs_its_finally()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals.");
        using ScriptFile started = new("", "started");
        File.Delete(started.Path);
        using ScriptFile script = new(
            $$"""
            try { [IO.File]::WriteAllText('{{started.Path}}', ''); while ($true) { } } finally { Write-Host 'cleaned up' }
            'not reached'
            """);
        using ShellProcess shell = ShellProcess.Start(Vwsh.Program, [script.Path]);
        await Appears(started.Path);

        shell.Interrupt();
        shell.Interrupt();

        ShellProcess.Result result = shell.Wait();
        Assert.Equal(("cleaned up\n", ""), (result.Output, result.Error));
    }

    private static async Task Appears(string path)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (!File.Exists(path)) await Task.Delay(50, limit.Token);
    }
}
