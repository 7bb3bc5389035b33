using VwMesh.Storage;
using VwMesh.Storage.Schema;

namespace VwMesh.Checks.Files;

/// <summary>The keys that have a meaning, by the table they belong in.</summary>
internal static class KnownKeys
{
    private static readonly Dictionary<string, string[]> ByTable = new()
    {
        [""] = [NetworkSchema.Network, NetworkSchema.Node, NetworkSchema.PeerBlacklist, NetworkSchema.Link],
        [NetworkSchema.Network] = [.. NetworkSchema.NetworkSettings.Select(s => s.Key)],
        [NetworkSchema.Node] = [.. NetworkSchema.NodeSettings.Select(s => s.Key)],
        [NetworkSchema.PeerBlacklist] = [NetworkSchema.Blacklist],
    };

    internal static IReadOnlyList<string> In(string table) => ByTable[table];

    /// <summary>The table that an unknown key would have a meaning in.</summary>
    internal static string? OtherTableFor(UnknownKey key) =>
        ByTable.Where(t => t.Key != key.Table && t.Value.Contains(key.Key)).Select(t => t.Key).FirstOrDefault();
}
