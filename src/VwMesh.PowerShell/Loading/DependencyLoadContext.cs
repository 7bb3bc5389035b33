using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace VwMesh.Loading;

/// <summary>Loads VwMesh.Core and what it depends on, managed and native, from the module's folder.</summary>
internal sealed class DependencyLoadContext(string corePath) : AssemblyLoadContext("VwMesh")
{
    private readonly string _folder = Path.GetDirectoryName(corePath)!;

    // It reads what the build wrote down about every file, which the import, with no need of anything native, does not wait for.
    private readonly Lazy<AssemblyDependencyResolver> _native = new(() => new AssemblyDependencyResolver(corePath));

    // For one platform there are images with native code, in a folder of its name; for every other the runtime compiles.
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var file = $"{assemblyName.Name}.dll";
        string[] places = [Path.Combine(_folder, RuntimeInformation.RuntimeIdentifier, file), Path.Combine(_folder, file)];
        return places.FirstOrDefault(File.Exists) is { } path ? LoadFromAssemblyPath(path) : null;
    }

    // Without this NSec finds no libsodium: the default probing knows nothing of this folder.
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _native.Value.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
