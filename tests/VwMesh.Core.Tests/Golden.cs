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

    private static string FileOf(string network) => Path.Combine(Folder, network, $"{network}.conf");

    private static string FindFolder([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "golden"));
}
