namespace VwMesh.Shell.Tests;

public class QuestionTests
{
    private const string Careful =
        """
        function Remove-It { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param([Parameter(Mandatory)] $Name)
        if ($PSCmdlet.ShouldProcess($Name)) { "removed $Name" } }

        """;

    [Fact]
    public void A_confirmation_nobody_can_give_is_an_error_that_says_how_to_do_without()
    {
        string[] arguments = ["-c", "$ErrorActionPreference = 'Stop';" + Careful + "Remove-It node1"];
        using ShellProcess shell = ShellProcess.Start(ShellProcess.Program, arguments);

        ShellProcess.Result result = shell.Wait();

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("standard input is not a terminal", result.Error, StringComparison.Ordinal);
        Assert.Contains("-Confirm:$false", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_confirmation_there_is_no_question() =>
        Assert.Equal("removed node1\n", ShellProcess.Run("-c", Careful + "Remove-It node1 -Confirm:$false").Output);

    [Fact]
    public void A_missing_parameter_is_named()
    {
        ShellProcess.Result result = ShellProcess.Run("-c", Careful + "Remove-It");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Name", result.Error, StringComparison.Ordinal);
    }
}
