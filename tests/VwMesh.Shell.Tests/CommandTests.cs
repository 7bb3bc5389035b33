namespace VwMesh.Shell.Tests;

public class CommandTests
{
    private const string Hint = "comes with pwsh";

    [Fact]
    public void The_module_is_there() =>
        Assert.Equal("VwMesh\n", ShellProcess.Run("-c", "(Get-Module VwMesh).Name").Output);

    [Fact]
    public void Help_works() =>
        Assert.Contains("Set-Location [[-Path] <string>]", ShellProcess.Run("-c", "help Set-Location").Output, StringComparison.Ordinal);

    [Fact]
    public void Locations_are_changed_and_told()
    {
        using ScriptFile script = new("");

        ShellProcess.Result result = ShellProcess.Run(
            "-c",
            $"cd '{script.Folder}'; (pwd).Path; cd /; Set-Location -; \"$PWD\"; "
                + "cd; \"$PWD\" -eq $HOME; (cd -LiteralPath / -PassThru).Path");

        Assert.Equal($"{script.Folder}\n{script.Folder}\nTrue\n/\n", result.Output);
    }

    [Fact]
    public void A_location_that_is_not_there_is_an_error_with_an_id() =>
        Assert.Equal(
            "PathNotFound,VwMesh.Shell.SetLocationCommand\n",
            ShellProcess.Run("-c", "cd /no/such/folder; $Error[0].FullyQualifiedErrorId").Output);

    [Fact]
    public void A_command_of_pwsh_is_explained_once()
    {
        string error = ShellProcess.Run("-c", "Select-Object; select; Select-Object").Error;

        Assert.Equal(2, error.Split(Hint).Length);
        Assert.Contains("Select-Object " + Hint, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("No-SuchCommand")]
    [InlineData("try { Select-Object } catch { 'caught' }")]
    public void Nothing_is_explained_that_is_not_to_be(string text) =>
        Assert.DoesNotContain(Hint, ShellProcess.Run("-c", text).Error, StringComparison.Ordinal);

    [Fact]
    public void The_folder_of_modules_of_pwsh_is_left_out()
    {
        const string Module = "Microsoft.PowerShell.Utility";
        using ScriptFile modules = new("", "anything");
        string folder = Directory.CreateDirectory(Path.Combine(modules.Folder, Module)).FullName;
        File.WriteAllText(
            Path.Combine(folder, Module + ".psd1"),
            "@{ ModuleVersion = '7.0'; CmdletsToExport = 'Select-Object'; NestedModules = 'Microsoft.PowerShell.Commands.Utility.dll' }");

        using ShellProcess shell = ShellProcess.Start(
            ShellProcess.Program, ["-c", "Select-Object"], variable: ("PSModulePath", modules.Folder));

        Assert.Contains("Select-Object " + Hint, shell.Wait().Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_are_not_hidden_by_aliases_of_what_is_missing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "The program is echo.");

        Assert.Equal("hello\n", ShellProcess.Run("-c", "echo hello").Output);
    }

    [Theory]
    [InlineData("cls; 'clear'", "clear\n")]
    [InlineData("cd /; cd..; \"$PWD\"", "/\n")]
    public void The_engines_functions_work_without_the_commands_of_pwsh(string text, string expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "The root is C:\\.");

        Assert.Equal(new ShellProcess.Result(0, expected, ""), ShellProcess.Run("-c", text));
    }

    [Theory]
    [InlineData("cd /et", "/etc")]
    [InlineData("$PSStyle.Bol", "Bold")]
    [InlineData("Get-Mod", "Get-Module")]
    public void Completion_works_without_the_commands_of_pwsh_it_calls(string typed, string expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "There is no /etc.");

        string output = ShellProcess.Run("-c", $"(TabExpansion2 '{typed}').CompletionMatches | ForEach-Object CompletionText").Output;

        Assert.Contains(expected, output.Split('\n'));
    }

    [Fact]
    public void Nothing_is_reported_to_the_engines_maker() =>
        Assert.Equal("1\n", ShellProcess.Run("-c", "$env:POWERSHELL_TELEMETRY_OPTOUT").Output);
}
