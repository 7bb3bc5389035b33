using System.Runtime.CompilerServices;

namespace VwMesh.CoreTests;

/// <summary>The networks that vwgen wrote, and what it exported for them.</summary>
internal static class Golden
{
    public static string Folder { get; } = Path.Combine(TestsFolder(), "golden");

    public static string NetworkFile(string network) => Path.Combine(Folder, network, $"{network}.conf");

    public static string ExportedByVwgen(string network, string node) => Path.Combine(Folder, network, $"{node}.expected-upstream.conf");

    private static string TestsFolder([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, ".."));
}
