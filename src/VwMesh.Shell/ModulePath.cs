namespace VwMesh.Shell;

/// <summary>Where the engine looks for modules.</summary>
internal static class ModulePath
{
    private const string Variable = "PSModulePath";

    /// <summary>
    /// Started from pwsh, vwsh inherits the folder of pwsh's own modules, whose libraries only pwsh has. The engine would find
    /// Select-Object there and fail to load it. Another pwsh started from here puts its folder back by itself.
    /// </summary>
    public static void LeaveOutPwsh()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } path) return;
        IEnumerable<string> kept = path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(folder => !Directory.Exists(Path.Combine(folder, "Microsoft.PowerShell.Utility")));
        Environment.SetEnvironmentVariable(Variable, string.Join(Path.PathSeparator, kept));
    }
}
