namespace VwMesh.Benchmarks.Commands;

/// <summary>What the build laid, found from where this program lies: tests/VwMesh.Benchmarks/bin/CONFIGURATION/FRAMEWORK.</summary>
internal static class BuiltFiles
{
    private static readonly DirectoryInfo Here = new(AppContext.BaseDirectory.TrimEnd('/'));
    private static readonly string Repository = Path.GetFullPath("../../../../..", Here.FullName);
    private static readonly string Variant = Path.Combine(Here.Parent!.Name, Here.Name);

    internal static string Module { get; } = Path.Combine(Repository, "output/VwMesh/VwMesh.psd1");

    internal static string EmptyModule { get; } = Path.Combine(Repository, "tests/VwMesh.Benchmarks/EmptyModule/bin", Variant, "EmptyModule.psd1");

    internal static string Vwsh { get; } = Path.Combine(Repository, "src/VwMesh.Shell/bin", Variant, "vwsh");

    internal static string FreshEngine { get; } = Path.Combine(Repository, "tests/VwMesh.Benchmarks/FreshEngine/bin", Variant, "FreshEngine");
}
