using VwMesh.Model;
using VwMesh.Storage.Schema;
using VwMesh.Storage.Toml;

namespace VwMesh.Storage.Editing;

/// <summary>Writes tables as vwgen does.</summary>
internal static class NetworkText
{
    internal static string Of(Network network)
    {
        var sections = new List<string> { Section(NetworkSchema.Network, Lines(network, NetworkSchema.NetworkSettings), "\n") };
        if (network.Blocked.Count > 0)
            sections.Add(PeerBlacklist(network.Blocked, "\n"));
        sections.AddRange(network.Nodes.Select(n => NodeSection(n, "\n")));
        sections.AddRange(network.Links.Select(l => LinkSection(l, "\n")));
        return string.Join('\n', sections);
    }

    internal static string Section(string header, IEnumerable<string> lines, string newLine) =>
        string.Concat(lines.Prepend($"[{header}]").Select(l => l + newLine));

    internal static string NodeHeader(string name) => $"{NetworkSchema.Node}.{TomlText.Key(name)}";

    internal static string NodeSection(Node node, string newLine) =>
        Section(NodeHeader(node.Name), Lines(node, NetworkSchema.NodeSettings), newLine);

    internal static string LinkSection(LinkSettings link, string newLine) =>
        Section($"{NetworkSchema.Link}.{TomlText.Key(link.From)}.{TomlText.Key(link.To)}", Lines(link, NetworkSchema.LinkSettings), newLine);

    internal static string NodeInline(Node node) =>
        $"{TomlText.Key(node.Name)} = {{ {string.Join(", ", Lines(node, NetworkSchema.NodeSettings))} }}";

    internal static string PeerBlacklist(IEnumerable<NodePair> pairs, string newLine) =>
        Section(NetworkSchema.PeerBlacklist, [Line(NetworkSchema.Blacklist, Blacklist(pairs))], newLine);

    internal static string Blacklist(IEnumerable<NodePair> pairs) => TomlText.Array(BlacklistEntries(pairs));

    /// <summary>Both directions of each pair, sorted as vwgen sorts them.</summary>
    internal static IEnumerable<string> BlacklistEntries(IEnumerable<NodePair> pairs) =>
        pairs.SelectMany(p => new[] { (From: p.First, To: p.Second), (From: p.Second, To: p.First) })
            .OrderBy(e => e.From, StringComparer.Ordinal).ThenBy(e => e.To, StringComparer.Ordinal)
            .Select(e => TomlText.Array([TomlText.String(e.From), TomlText.String(e.To)]));

    internal static string Line(string key, string value) => $"{key} = {value}";

    private static IEnumerable<string> Lines<T>(T record, IEnumerable<Setting<T>> settings) =>
        from setting in settings
        let literal = setting.Write(record)
        where literal is not null
        select Line(setting.Key, literal.Reveal());
}
