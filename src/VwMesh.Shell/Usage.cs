using System.Management.Automation;
using System.Reflection;

namespace VwMesh.Shell;

/// <summary>What vwsh says about itself.</summary>
internal static class Usage
{
    public static string Version { get; } =
        typeof(Usage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static string EngineVersion { get; } =
        typeof(PSObject).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split(' ', '+')[0];

    public static string Banner { get; } =
        $"""
        vwsh {Version} with the PowerShell engine {EngineVersion}
        Get-Command -Module VwMesh lists the cmdlets, Get-Help NAME explains one.

        """;

    public static string Help { get; } =
        $"""
        vwsh {Version}: the PowerShell engine with the module VwMesh, where there is no pwsh.

        Usage:
          vwsh                          a prompt; without a terminal, standard input is run as a script
          vwsh FILE [ARGUMENT ...]      run a script; arguments bind to its param() block: -Name value, -Switch, -Switch:$false
          vwsh -Command TEXT            run commands (short: -c); - reads them from standard input

        Options (case does not matter):
          -File FILE                    the same as FILE
          -NonInteractive               never ask: a question such as -Confirm is an error
          -Help, -Version

        Commands: those of VwMesh and the engine's own (ForEach-Object, Where-Object, Get-Help, Invoke-Command, ...), with
        Set-Location (cd) and Get-Location (pwd). Select-Object, Format-Table, Get-Content, Write-Host and the rest of
        PowerShell's commands come with pwsh, where the module is used by Import-Module VwMesh. Programs run as in every shell.

        Standard input reaches a script as $input, if the script has that word.
        Warnings, verbose and debug messages go to standard error.

        Exit code: that of `exit N`; {ExitCode.Failure} after an error that ended the script, or with -Command when the last command
        failed; {ExitCode.Usage} for wrong usage; {ExitCode.Interrupted} after Ctrl+C.

        At the prompt: Tab completes, Up and Down recall, Ctrl+C gives up the line or stops the command, exit or Ctrl+D leaves.
        """;
}
