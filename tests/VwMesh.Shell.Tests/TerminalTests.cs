namespace VwMesh.Shell.Tests;

/// <summary>vwsh at a terminal, which script(1) of util-linux provides.</summary>
public class TerminalTests
{
    private const string Script = "/usr/bin/script";

    /// <summary>The prompt in the root folder, with nothing typed: what is painted after it moves the cursor.</summary>
    private const string Prompt = "vwsh /> \r\u001b[8C";

    private const string Careful =
        "function Clear-It { [CmdletBinding(SupportsShouldProcess, ConfirmImpact='High')]param() "
        + "if ($PSCmdlet.ShouldProcess('node1')) { 'gone' } }";

    [Fact]
    public async Task The_prompt_runs_what_is_typed_until_exit()
    {
        ShellProcess.Result result = await TypeAtPrompt("20 + 22\r", "'last'.ToUpper()\r", "exit 3\r");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("\n42\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("\nLAST\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_block_over_several_lines_runs_when_it_is_whole() =>
        Assert.Contains("\n4\n", (await TypeAtPrompt("if ($true) {\r2 + 2\r}\r", "exit\r")).Output, StringComparison.Ordinal);

    [Fact]
    public async Task Ctrl_C_gives_up_the_line_and_the_shell_stays()
    {
        ShellProcess.Result result = await TypeAtPrompt("'never' + 'again'\u0003", "3 * 3\r", "exit\r");

        Assert.Contains("\n9\n", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("neveragain", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_stops_the_command_and_the_shell_stays()
    {
        using ShellProcess terminal = await StartAtPrompt();
        terminal.Type("while ($true) { 'round' }\r");
        int place = await terminal.Says("round\nround\n", 0, TestContext.Current.CancellationToken);
        terminal.Type("\u0003\u0003");
        await terminal.Says(Prompt, place, TestContext.Current.CancellationToken);
        terminal.Type("exit 4\r");

        Assert.Equal(4, terminal.Wait().ExitCode);
    }

    [Fact]
    public async Task Tab_completes() =>
        Assert.Contains("Get-Location", (await TypeAtPrompt("Get-Loca\t\r", "exit\r")).Output, StringComparison.Ordinal);

    [Fact]
    public async Task Failing_completion_leaves_no_errors_behind()
    {
        ShellProcess.Result result = await TypeAtPrompt("function:\t\u0003", "\"$($Error.Count) errors\"\r", "exit\r");

        Assert.Contains("\n0 errors", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_D_leaves() => Assert.Equal(0, (await TypeAtPrompt("\u0004")).ExitCode);

    [Theory]
    [InlineData("y", true)]
    [InlineData("no", false)]
    public async Task A_confirmation_is_asked_for(string answer, bool happens)
    {
        using ShellProcess terminal = await StartAtPrompt();
        terminal.Type(Careful + "; Clear-It; 'e' + 'nd'\r");
        await terminal.Says("(default is \"Y\"): ", 0, TestContext.Current.CancellationToken);
        terminal.Type(answer + "\r");
        await terminal.Says("\nend\n", 0, TestContext.Current.CancellationToken);
        terminal.Type("exit\r");

        Assert.Equal(happens, terminal.Wait().Output.Contains("\ngone\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_error_is_red() =>
        Assert.Contains("\u001b[31;1mover", (await TypeAtPrompt("throw 'over'\r", "exit\r")).Output, StringComparison.Ordinal);

    /// <summary>Types each text when the prompt is there for it.</summary>
    private static async Task<ShellProcess.Result> TypeAtPrompt(params string[] texts)
    {
        using ShellProcess terminal = await StartAtPrompt();
        int place = 0;
        foreach (string text in texts)
        {
            place = await terminal.Says(Prompt, place, TestContext.Current.CancellationToken);
            terminal.Type(text);
        }
        return terminal.Wait();
    }

    private static async Task<ShellProcess> StartAtPrompt()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(Script), $"{Script} (Debian: bsdutils) is not there.");
        // A shell that stayed between script and vwsh would be interrupted too, and end as the terminal's command.
        ShellProcess terminal = ShellProcess.Start(Script, ["-qec", "exec " + ShellProcess.Program, "/dev/null"], directory: "/");
        await terminal.Says(Prompt, 0, TestContext.Current.CancellationToken);
        return terminal;
    }
}
