using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace VwMesh.Shell;

/// <summary>What a session begins with.</summary>
/// <param name="Session">The engine's own commands, cd and pwd, and the module VwMesh.</param>
/// <param name="MissingAliases">The engine's aliases of commands that only pwsh has, by name.</param>
internal sealed record InitialState(InitialSessionState Session, IReadOnlyDictionary<string, string> MissingAliases)
{
    private const string Prompt = "\"vwsh $($ExecutionContext.SessionState.Path.CurrentLocation)> \"";

    public static InitialState Create(string modulePath)
    {
        InitialSessionState session = InitialSessionState.CreateDefault2();
        session.Commands.Add(new SessionStateCmdletEntry("Set-Location", typeof(SetLocationCommand), helpFileName: null));
        session.Commands.Add(new SessionStateCmdletEntry("Get-Location", typeof(GetLocationCommand), helpFileName: null));
        // The prompt says where one is; the engine's versions of the others need commands of pwsh.
        foreach (string function in (string[])["prompt", "help", "Clear-Host", "Pause", "oss"])
            session.Commands.Remove(function, typeof(SessionStateFunctionEntry));
        session.Commands.Add(new SessionStateFunctionEntry("prompt", Prompt));
        session.Commands.Add(new SessionStateFunctionEntry("Clear-Host", "[Console]::Clear()"));
        session.Commands.Add(new SessionStateAliasEntry("help", "Get-Help"));
        session.Commands.Add(CompletionFunctions.Entries);
        session.ImportPSModule(modulePath);
        session.ThrowOnRunspaceOpenError = true;
        if (OperatingSystem.IsWindows()) session.ExecutionPolicy = ExecutionPolicy.Bypass;
        return new InitialState(session, RemoveMissingAliases(session.Commands));
    }

    /// <summary>
    /// An alias without its command is of no use, and hides the program of its name, such as echo.
    /// </summary>
    private static Dictionary<string, string> RemoveMissingAliases(InitialSessionStateEntryCollection<SessionStateCommandEntry> commands)
    {
        HashSet<string> present = [.. commands.Where(command => command is not SessionStateAliasEntry).Select(command => command.Name)];
        Dictionary<string, string> missing = commands.OfType<SessionStateAliasEntry>()
            .Where(alias => !present.Contains(alias.Definition))
            .ToDictionary(alias => alias.Name, alias => alias.Definition, StringComparer.OrdinalIgnoreCase);
        foreach (string alias in missing.Keys) commands.Remove(alias, typeof(SessionStateAliasEntry));
        return missing;
    }
}
