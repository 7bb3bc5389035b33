using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace VwMesh.Loading;

/// <summary>
/// Runs when the module is imported: answers the default load context's question for VwMesh.Core from a context of the
/// module's own, so that Tomlyn, NSec and libsodium stay out of the process that all modules share.
/// </summary>
public sealed class ModuleLoader : IModuleAssemblyInitializer
{
    private const string CoreAssembly = "VwMesh.Core";

    // One context for the life of the process: runspaces share it, and Remove-Module in one must not take it from another.
    private static readonly Lazy<DependencyLoadContext> Dependencies = new(() => new DependencyLoadContext(
        Path.Combine(Path.GetDirectoryName(typeof(ModuleLoader).Assembly.Location)!, "dependencies", $"{CoreAssembly}.dll")));

    // A static constructor runs once, and who comes second waits for its end: runspaces may import at the same time.
    static ModuleLoader() => AssemblyLoadContext.Default.Resolving += ResolveCore;

    /// <summary>Begins to answer for VwMesh.Core, and loads the types file; importing again changes nothing.</summary>
    public void OnImport() => TypeFile.Load(Path.Combine(Path.GetDirectoryName(typeof(ModuleLoader).Assembly.Location)!, "VwMesh.types.ps1xml"));

    private static Assembly? ResolveCore(AssemblyLoadContext context, AssemblyName name) =>
        name.Name == CoreAssembly ? Dependencies.Value.LoadFromAssemblyName(name) : null;
}
