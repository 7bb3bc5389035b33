using VwMesh.Model;
using VwMesh.Storage.Schema;

namespace VwMesh.Storage;

/// <summary>A setting that is another in one of two contents of a network.</summary>
/// <param name="Node">The node that has the setting, or <see langword="null"/> for the network.</param>
/// <param name="Setting">The setting's key in the file; <c>Node</c> for a node as a whole, <c>Blacklist</c> for a blocked pair.</param>
/// <param name="Before">The value before, as the file writes it, or <see langword="null"/> where there was none. A secret is never shown.</param>
/// <param name="After">The value after it.</param>
public sealed record SettingChange(string? Node, string Setting, string? Before, string? After)
{
    private const string Hidden = "(hidden)";

    /// <summary>What differs between two contents of a network.</summary>
    /// <param name="before">The one.</param>
    /// <param name="after">The other.</param>
    /// <returns>The network's settings first, then the nodes by name, then the blocked pairs.</returns>
    public static IReadOnlyList<SettingChange> Between(Network before, Network after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var names = before.Nodes.Concat(after.Nodes).Select(n => n.Name).Distinct(NodeName.Comparer).Order(NodeName.Comparer);
        return
        [
            .. Changes(null, NetworkSchema.NetworkSettings, before, after),
            .. names.SelectMany(name => OfNode(before.Find(name), after.Find(name))),
            .. before.Links.Concat(after.Links).Select(l => l.Key).Distinct().SelectMany(key => OfLink(before.Links.FirstOrDefault(l => l.Key == key), after.Links.FirstOrDefault(l => l.Key == key))),
            .. before.Blocked.Except(after.Blocked).Select(pair => new SettingChange(null, NetworkSchema.Blacklist, pair.ToString(), null)),
            .. after.Blocked.Except(before.Blocked).Select(pair => new SettingChange(null, NetworkSchema.Blacklist, null, pair.ToString())),
        ];
    }

    /// <summary>The differences between two contents of a node.</summary>
    /// <param name="before">The one, or <see langword="null"/> for a new node.</param>
    /// <param name="after">The other, or <see langword="null"/> for a removed node.</param>
    /// <returns>The settings, in the order of the file.</returns>
    public static IReadOnlyList<SettingChange> OfNode(Node? before, Node? after) => (before, after) switch
    {
        (not null, not null) => [.. Changes(after.Name, NetworkSchema.NodeSettings, before, after)],
        (null, not null) => [new SettingChange(after.Name, NetworkSchema.Node, null, after.Name)],
        (not null, null) => [new SettingChange(before.Name, NetworkSchema.Node, before.Name, null)],
        _ => [],
    };

    /// <summary>The differences between the settings of two networks, their nodes left out.</summary>
    /// <param name="before">The one.</param>
    /// <param name="after">The other.</param>
    /// <returns>The settings, in the order of the file.</returns>
    public static IReadOnlyList<SettingChange> OfNetwork(Network before, Network after) => [.. Changes(null, NetworkSchema.NetworkSettings, before, after)];

    /// <summary>The change without its node, as a dry run shows it.</summary>
    /// <returns>Such as <c>ListenPort: 51820 → 51821</c>.</returns>
    public string ToStep() => (Before, After) == (Hidden, Hidden) ? $"{Setting}: another" : $"{Setting}: {Before ?? "none"} → {After ?? "none"}";

    /// <summary>The change in one line.</summary>
    /// <returns>Such as <c>node 'fra': ListenPort 51820 → 51821</c>.</returns>
    public override string ToString() => (Node, Setting, Before, After) switch
    {
        (not null, NetworkSchema.Node, null, _) => $"node {Quoted.Show(Node)} is added",
        (not null, NetworkSchema.Node, _, null) => $"node {Quoted.Show(Node)} is removed",
        (_, NetworkSchema.Blacklist, null, _) => $"{Quoted.Show(After)} are blocked",
        (_, NetworkSchema.Blacklist, _, null) => $"{Quoted.Show(Before)} are no longer blocked",
        (_, _, Hidden, Hidden) => $"{Subject}{Setting} is another",
        _ => $"{Subject}{Setting} {Before ?? "none"} → {After ?? "none"}",
    };

    private string Subject => Node is null ? "" : $"node {Quoted.Show(Node)}: ";

    private static IEnumerable<SettingChange> OfLink(LinkSettings? before, LinkSettings? after)
    {
        var link = (before ?? after)!;
        var none = new LinkSettings(link.From, link.To);
        return Changes(link.From, NetworkSchema.LinkSettings, before ?? none, after ?? none).Select(c => c with { Setting = $"{c.Setting} towards {link.To}" });
    }

    private static IEnumerable<SettingChange> Changes<T>(string? node, IEnumerable<Setting<T>> settings, T before, T after) =>
        from setting in settings
        let values = (Before: setting.Write(before), After: setting.Write(after))
        where !Equals(values.Before, values.After)
        select new SettingChange(node, setting.Key, Show(setting, values.Before), Show(setting, values.After));

    private static string? Show<T>(Setting<T> setting, Toml.TomlLiteral? value) =>
        value is null ? null : setting.IsSecret ? Hidden : ForeignText.Line(value.Reveal());
}
