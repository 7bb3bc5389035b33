namespace VwMesh.Shell.Tests;

/// <summary>vwsh is PowerShell with the module VwMesh on its module path.</summary>
public class ShellTests
{
    [Fact]
    public void Every_cmdlet_is_there_without_an_import() =>
        Assert.Equal("VwMesh\nTrue\n", ShellProcess.Run("-c", """
            (Get-Command Get-VwNode).ModuleName
            (Get-Command -Module VwMesh).Count -eq (Import-PowerShellDataFile (Get-Module VwMesh -ListAvailable).Path).CmdletsToExport.Count
            """).Output);

    [Fact]
    public void Its_cmdlets_work_with_those_of_PowerShell()
    {
        using ScriptFile script = new(
            """
            param($Name)
            Set-Location $PSScriptRoot
            $null = New-VwNetwork wg0; $null = Add-VwNode wg0 b, a, c
            Get-VwNode wg0 | Where-Object Name -ne c | Sort-Object Name -Descending | Select-Object -ExpandProperty Name
            Get-VwNode wg0 a | Format-List Name | Out-String | ForEach-Object Trim
            Start-Job { (Get-VwNode wg0).Count } -WorkingDirectory $PWD | Receive-Job -Wait
            'a', 'b' | ForEach-Object -Parallel { (Get-VwNode wg0 $_).Name } | Sort-Object
            "$Name"
            exit 5
            """);

        ShellProcess.Result result = ShellProcess.Run(script.Path, "-Name", "given");

        Assert.Equal(("", "b\na\nName : a\n3\na\nb\ngiven\n", 5), (result.Error, result.Output, result.ExitCode));
    }

    [Theory]
    [InlineData("'fine'", 0)]
    [InlineData("exit 9", 9)]
    [InlineData("throw 'over'", 1)]
    [InlineData("Get-VwNode no-such-network", 1)]
    public void Commands_end_with_the_exit_code_of_PowerShell(string text, int code) =>
        Assert.Equal(code, ShellProcess.Run("-Command", text).ExitCode);

    [Theory]
    [InlineData("no-such-script.ps1", 64, "no-such-script.ps1")]
    [InlineData("-Sudo", 64, "-Sudo")]
    public void Wrong_arguments_are_named(string argument, int code, string named)
    {
        ShellProcess.Result result = ShellProcess.Run(argument);

        Assert.Equal(code, result.ExitCode);
        Assert.Contains(named, result.Error + result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_that_cannot_be_parsed_says_where()
    {
        using ScriptFile script = new("'before'\nif (");

        ShellProcess.Result result = ShellProcess.Run(script.Path);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("script.ps1:2", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_confirmation_that_nobody_can_give_removes_nothing()
    {
        using ScriptFile script = new(
            """
            Set-Location $PSScriptRoot
            $null = New-VwNetwork wg0; $null = Add-VwNode wg0 a
            try { Remove-VwNode wg0 a } finally { "left: $((Get-VwNode wg0).Name)" }
            """);

        ShellProcess.Result result = ShellProcess.Run("-NonInteractive", script.Path);

        Assert.Equal("left: a\n", result.Output);
        Assert.Contains("NonInteractive", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_reported_to_the_maker_of_PowerShell() =>
        Assert.Equal("1\n", ShellProcess.Run("-c", "$env:POWERSHELL_TELEMETRY_OPTOUT").Output);
}
