using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace VwMesh.MeshTests.Lab;

/// <summary>The finished module in a hosted engine, at work in a folder.</summary>
internal static class ModuleSession
{
    /// <summary>Runs a script; any error it writes fails the test.</summary>
    internal static void Run(string folder, string script)
    {
        using var runspace = OpenRunspace();
        runspace.SessionStateProxy.Path.SetLocation(folder);
        using var shell = PowerShell.Create(runspace);
        shell.AddScript("$ErrorActionPreference = 'Stop'\n" + script).Invoke();
    }

    // The engine takes its drives from the mount table, and misses the root when another lab mounts something just then.
    private static Runspace OpenRunspace()
    {
        while (true)
        {
            var state = InitialSessionState.CreateDefault2();
            state.ImportPSModule(Path.Combine(Metadata("Module"), "VwMesh.psd1"));
            var runspace = RunspaceFactory.CreateRunspace(state);
            runspace.Open();
            if (runspace.SessionStateProxy.Drive.GetAllForProvider("FileSystem").Any(d => d.Root == "/"))
                return runspace;
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            runspace.Dispose();
        }
    }

    internal static string Metadata(string key) =>
        typeof(ModuleSession).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
