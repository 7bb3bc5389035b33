namespace VwMesh.Shell.Tests;

public class ArgumentTests
{
    private const string Echo =
        "param($Name, [switch] $Flag, [int] $Count = 1) \"name=$Name flag=$Flag count=$Count rest=$($args -join ',')\"";

    [Theory]
    [InlineData("name=node flag=True count=3 rest=a,b", "-Name", "node", "-Flag", "-Count", "3", "a", "b")]
    [InlineData("name=one flag=False count=2 rest=three four", "one", "2", "three four")]
    [InlineData("name=x flag=False count=1 rest=", "-Name:x", "-Flag:$false")]
    [InlineData("name=-5 flag=False count=1 rest=", "-Name", "-5")]
    [InlineData("name= flag=False count=1 rest=", "")]
    [InlineData("name=it's $HOME flag=False count=1 rest=", "it's $HOME")]
    public void Words_after_a_file_bind_to_its_parameters(string expected, params string[] arguments)
    {
        using ScriptFile script = new(Echo);

        Assert.Equal(expected + "\n", ShellProcess.Run([script.Path, .. arguments]).Output);
    }

    [Fact]
    public void A_value_of_the_wrong_type_is_an_error_before_the_script_runs()
    {
        using ScriptFile script = new(Echo);

        ShellProcess.Result result = ShellProcess.Run(script.Path, "-Count", "many");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("'Count'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_knows_where_it_lies_and_where_it_was_called()
    {
        using ScriptFile script = new("$PSScriptRoot; $PSCommandPath; \"$PWD\"");
        string elsewhere = Path.GetTempPath().TrimEnd(Path.DirectorySeparatorChar);

        ShellProcess.Result result = ShellProcess.RunIn(elsewhere, "", Path.GetRelativePath(elsewhere, script.Path));

        Assert.Equal($"{script.Folder}\n{script.Path}\n{elsewhere}\n", result.Output);
    }

    [Fact]
    public void A_program_without_the_ending_of_scripts_runs_too()
    {
        using ScriptFile script = new("#!/usr/bin/env vwsh\nparam($a) \"a=$a\"; exit 3", "program");

        ShellProcess.Result result = ShellProcess.Run(script.Path, "-a", "1");

        Assert.Equal((3, "a=1\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public void Standard_input_is_the_script_when_there_is_no_other()
    {
        ShellProcess.Result result = ShellProcess.RunWithInput("$x = 20\n$x + 1\nexit 2\n");

        Assert.Equal((2, "21\n"), (result.ExitCode, result.Output));
        Assert.Equal("1\n", ShellProcess.RunWithInput("1", "-Command", "-").Output);
    }

    [Fact]
    public void Standard_input_comes_as_dollar_input_to_those_who_ask() =>
        Assert.Equal("<a>\n<b>\n", ShellProcess.RunWithInput("a\nb\n", "-c", "$input | ForEach-Object { \"<$_>\" }").Output);

    [Fact]
    public void A_script_that_does_not_ask_for_its_input_does_not_wait_for_it()
    {
        using ShellProcess shell = ShellProcess.Start(ShellProcess.Program, ["-Command", "'done'"]);

        Assert.Equal("done\n", shell.Wait().Output);
    }

    [Fact]
    public void Version_and_help_are_told()
    {
        Assert.StartsWith("vwsh 0.", ShellProcess.Run("-Version").Output, StringComparison.Ordinal);
        Assert.Contains("vwsh FILE", ShellProcess.Run("--help").Output, StringComparison.Ordinal);
    }
}
