using System.Runtime.CompilerServices;

namespace VwMesh.CoreTests.Storage;

/// <summary>Networks as vwgen wrote them, one with comments and keys added by hand.</summary>
internal static class Golden
{
    internal static string MeshVpn => Read("wg-meshvpn.conf");

    internal static string Office => Read("office.conf");

    private static string Read(string name, [CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "golden", Path.GetFileNameWithoutExtension(name), name));
}
