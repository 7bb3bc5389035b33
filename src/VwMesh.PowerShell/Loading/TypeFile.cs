using System.Management.Automation;

namespace VwMesh.Loading;

/// <summary>Loads a types file into the session.</summary>
/// <remarks>The engine would load it by the manifest, and print an error for each type when a second copy of the module is imported.</remarks>
internal static class TypeFile
{
    // The command itself: the module that has it takes longer to load than ours.
    private static readonly Type? Command = Type.GetType("Microsoft.PowerShell.Commands.UpdateTypeDataCommand, Microsoft.PowerShell.Commands.Utility");

    /// <summary>Loads the file. Types that the session has already stay as they are.</summary>
    internal static void Load(string path)
    {
        if (Command is null)
            return;
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand(new CmdletInfo("Update-TypeData", Command)).AddParameter("AppendPath", path).AddParameter("ErrorAction", ActionPreference.Ignore).Invoke();
    }
}
