using System.Reflection;
using System.Runtime.Loader;

namespace VwMesh.Loading;

/// <summary>Loads VwMesh.Core and what it depends on, managed and native, from the module's folder.</summary>
internal sealed class DependencyLoadContext(string corePath) : AssemblyLoadContext("VwMesh")
{
    private readonly AssemblyDependencyResolver _resolver = new(corePath);

    protected override Assembly? Load(AssemblyName assemblyName) =>
        _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

    // Without this NSec finds no libsodium: the default probing knows nothing of this folder.
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
