using System.Runtime.CompilerServices;
using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.CoreTests;

/// <summary>The networks that vwgen wrote, and what it exported for them.</summary>
internal static class Golden
{
    internal static string Folder { get; } = FindFolder();

    internal static string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    internal static string Text(string network) => File.ReadAllText(FileOf(network));

    internal static Network Office(string name = "office") => NetworkFile.Read(FileOf("office")) with { Identity = new(name, $"/nowhere/{name}.conf") };

    internal static Network WgMeshVpn() => NetworkFile.Read(FileOf("wg-meshvpn"));

    internal static ValueList<InterfaceAddress> Addresses(params string[] texts) => texts.Select(InterfaceAddress.Parse).ToValueList();

    /// <summary>Whether the tests write the files that they would compare.</summary>
    internal static bool IsRewrite { get; } = Environment.GetEnvironmentVariable("VWMESH_REWRITE_GOLDEN") == "1";

    /// <summary>Compares texts with the files of a folder byte for byte, or writes them.</summary>
    internal static void AssertFiles(string folder, IEnumerable<(string File, string Text)> texts)
    {
        foreach (var (file, text) in texts)
        {
            var path = Path.Combine(Folder, folder, file);
            if (IsRewrite)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, text);
            }
            Assert.Equal(File.ReadAllText(path), text);
        }
        Assert.False(IsRewrite, "VWMESH_REWRITE_GOLDEN has written the files; run this without it, and read the diff.");
    }

    private static string FileOf(string network) => Path.Combine(Folder, network, $"{network}.conf");

    private static string FindFolder([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "golden"));
}
