namespace VwMesh.Shell.Tests;

/// <summary>vwsh at a terminal.</summary>
public sealed class TerminalTests : IDisposable
{
    private readonly Terminal _terminal = new();

    public void Dispose() => _terminal.Dispose();

    [Fact]
    public void The_prompt_runs_what_is_typed()
    {
        _terminal.Enter("'first'.ToUpper()");
        _terminal.WaitFor("\nFIRST\nPS /> ");
        _terminal.Enter("if ($true) {");
        _terminal.WaitFor("\n>> ");
        _terminal.Enter("2 + 2 }");
        _terminal.Press("Enter");
        _terminal.WaitFor("\n4\nPS /> ");
    }

    [Fact]
    public void Tab_completes_and_the_arrow_brings_back_the_last_line()
    {
        _terminal.Type("Get-VwNetw");
        _terminal.Press("Tab");
        _terminal.WaitFor("PS /> Get-VwNetwork");
        _terminal.Type(" -Na");
        _terminal.Press("Tab");
        _terminal.WaitFor("PS /> Get-VwNetwork -Name");
        _terminal.Press("C-c");
        _terminal.WaitFor("\nPS /> ");
        _terminal.Enter("20 + 22");
        _terminal.WaitFor("\n42\nPS /> ");
        _terminal.Press("Up", "Home", "1", "Right", "Right", "BSpace", "5", "Enter");
        _terminal.WaitFor("PS /> 125 + 22\n147\nPS /> ");
    }

    [Fact]
    public void Ctrl_C_gives_up_the_line_and_stops_a_command()
    {
        _terminal.Type("'never' + 'again'");
        _terminal.WaitFor("again'");
        _terminal.Press("C-c");
        _terminal.WaitFor("again'\nPS /> ");
        _terminal.Enter("'running'; while ($true) { }");
        _terminal.WaitFor("\nrunning");
        _terminal.Press("C-c");
        _terminal.WaitFor("\nPS /> ");
        Assert.DoesNotContain("neveragain", _terminal.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Exit_ends_it_also_after_a_command_that_was_stopped()
    {
        _terminal.Enter("'running'; while ($true) { }");
        _terminal.WaitFor("\nrunning");
        _terminal.Press("C-c");
        _terminal.WaitFor("\nPS /> ");
        _terminal.Enter("exit 3");
        _terminal.WaitFor("\nvwsh ended with 3");
    }

    [Fact]
    public void Ctrl_D_on_an_empty_line_ends_it()
    {
        _terminal.Enter("6 * 7");
        _terminal.WaitFor("\n42\nPS /> ");
        _terminal.Press("C-d");
        _terminal.WaitFor("\nvwsh ended with 0");
    }

    [Theory]
    [InlineData("y", "gone\nPS /> ")]
    [InlineData("n", "PS /> ")]
    public void A_confirmation_is_asked_for(string answer, string then)
    {
        _terminal.Enter("function Clear-It { [CmdletBinding(SupportsShouldProcess, ConfirmImpact='High')]param() if ($PSCmdlet.ShouldProcess('n1')) { 'gone' } }");
        _terminal.Enter("Clear-It");
        _terminal.WaitFor("(default is \"Y\"): ");
        _terminal.Enter(answer);
        _terminal.WaitFor($"(default is \"Y\"):{answer}\n{then}");
    }
}
