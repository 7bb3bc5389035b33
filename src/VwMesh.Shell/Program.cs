using Microsoft.PowerShell;
using VwMesh.Shell;

// PowerShell reports its use to Microsoft unless this is set before it starts.
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
if (MeshModule.Find(AppContext.BaseDirectory) is not { } modules)
{
    Console.Error.WriteLine($"vwsh: there is no output/VwMesh in a folder above '{AppContext.BaseDirectory}'; 'dotnet build' makes it.");
    return 1;
}
var inherited = Environment.GetEnvironmentVariable("PSModulePath");
Environment.SetEnvironmentVariable("PSModulePath", string.IsNullOrEmpty(inherited) ? modules : modules + Path.PathSeparator + inherited);
string[] arguments = PromptLine.IsWanted(args) ? [.. args, .. PromptLine.Arguments] : args;
return UnmanagedPSEntry.Start(arguments, arguments.Length);
