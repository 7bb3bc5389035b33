namespace VwMesh.Shell.Tests;

public class ExitCodeTests
{
    [Theory]
    [InlineData("'fine'", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("exit", 0)]
    [InlineData("try { exit 8 } finally { 'left' }", 8)]
    [InlineData("function leave { exit 6 }; leave", 6)]
    [InlineData("throw 'over'", 1)]
    [InlineData("if (", 1)]
    [InlineData("$ErrorActionPreference = 'Stop'; cd /no/such/folder; 'not reached'", 1)]
    [InlineData("cd /no/such/folder", 0)]
    [InlineData("No-SuchCommand", 0)]
    [InlineData("1 / 0; 'goes on'", 0)]
    public void A_script_file_ends_with_the_code_pwsh_gives(string text, int code)
    {
        using ScriptFile script = new(text);

        Assert.Equal(code, ShellProcess.Run(script.Path).ExitCode);
    }

    [Theory]
    [InlineData("'fine'", 0)]
    [InlineData("exit 9", 9)]
    [InlineData("throw 'over'", 1)]
    [InlineData("$x = @(", 1)]
    [InlineData("cd /no/such/folder", 1)]
    [InlineData("cd /no/such/folder; 'fine again'", 0)]
    [InlineData("No-SuchCommand", 1)]
    public void Commands_end_with_the_code_pwsh_gives(string text, int code) =>
        Assert.Equal(code, ShellProcess.Run("-Command", text).ExitCode);

    [Fact]
    public void A_program_that_fails_in_a_file_is_in_LASTEXITCODE_and_does_not_fail_the_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "The program is sh.");
        using ScriptFile script = new("sh -c 'exit 5'; \"code $LASTEXITCODE\"; sh -c 'exit 4'");

        ShellProcess.Result result = ShellProcess.Run(script.Path);

        Assert.Equal((0, "code 5\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public void A_script_called_by_a_script_ends_itself_only()
    {
        using ScriptFile inner = new("exit 3");
        using ScriptFile outer = new($"& '{inner.Path}'; \"code $LASTEXITCODE\"");

        ShellProcess.Result result = ShellProcess.Run(outer.Path);

        Assert.Equal((0, "code 3\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public void A_script_that_is_not_there_is_wrong_usage()
    {
        ShellProcess.Result result = ShellProcess.Run("no-such-script.ps1");

        Assert.Equal(64, result.ExitCode);
        Assert.Equal("vwsh: The script file 'no-such-script.ps1' does not exist.\n", result.Error);
    }

    [Fact]
    public void An_unknown_option_is_wrong_usage()
    {
        ShellProcess.Result result = ShellProcess.Run("-Sudo");

        Assert.Equal(64, result.ExitCode);
        Assert.Contains("'-Sudo' is not an option of vwsh.", result.Error, StringComparison.Ordinal);
    }
}
