namespace VwMesh.Shell.Tests;

public class StreamTests
{
    private const string Write =
        """
        [CmdletBinding()] param()
        $PSCmdlet.WriteWarning('careful'); $PSCmdlet.WriteVerbose('detail'); 'value'
        $PSCmdlet.WriteError([Management.Automation.ErrorRecord]::new([Exception] 'went wrong', 'Id', 'NotSpecified', $null))
        """;

    [Fact]
    public void Output_is_alone_on_standard_output()
    {
        using ScriptFile script = new(Write);

        ShellProcess.Result result = ShellProcess.Run(script.Path, "-Verbose");

        Assert.Equal("value\n", result.Output);
        Assert.Contains("WARNING: careful\nVERBOSE: detail\n", result.Error, StringComparison.Ordinal);
        Assert.Contains("went wrong", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_reads_as_in_pwsh_without_colour_or_stack_trace()
    {
        using ScriptFile script = new("'before'\nthrow 'over'");

        ShellProcess.Result result = ShellProcess.Run(script.Path);

        Assert.Equal("before\n", result.Output);
        Assert.Equal($"Exception: {script.Path}:2\nLine |\n   2 |  throw 'over'\n     |  ~~~~~~~~~~~~\n     | over\n", result.Error);
    }

    [Theory]
    [InlineData("if (")]
    [InlineData("1\n$x = @(\n 3")]
    [InlineData("'abc")]
    [InlineData("1 +")]
    [InlineData("}")]
    public void A_script_that_cannot_be_parsed_says_where(string text)
    {
        using ScriptFile script = new(text);

        Assert.Contains("~", ShellProcess.Run(script.Path).Error, StringComparison.Ordinal);
        Assert.Contains("~", ShellProcess.Run("-c", text).Error, StringComparison.Ordinal);
        Assert.Contains("~", ShellProcess.RunWithInput(text).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_are_formatted_without_colour_when_nobody_watches()
    {
        ShellProcess.Result result = ShellProcess.Run("-c", "[pscustomobject]@{ Name = 'node1'; Port = 51820 }");

        Assert.Equal("\nName   Port\n----   ----\nnode1 51820\n\n", result.Output);
    }

    [Fact]
    public void Text_is_UTF_8_and_not_broken() =>
        Assert.Equal("Straße 東京 " + new string('x', 500) + "\n", ShellProcess.Run("-c", "'Straße 東京 ' + 'x' * 500").Output);
}
