using System.Reflection;

namespace VwMesh.Tests;

/// <summary>The built shell, which is PowerShell with the module on its module path.</summary>
internal static class Vwsh
{
    /// <summary>The program.</summary>
    public static string Program { get; } = typeof(Vwsh).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "Shell").Value
        + (OperatingSystem.IsWindows() ? ".exe" : "");

    /// <summary>The folder in which it is called pwsh, on Unix.</summary>
    public static string PwshFolder { get; } = Path.Combine(Path.GetDirectoryName(Program)!, "runtimes", "unix", "lib", "net10.0");
}
