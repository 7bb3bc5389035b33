using System.Globalization;
using VwMesh.Model;
using VwMesh.Storage.Toml;

namespace VwMesh.Storage.Schema;

/// <summary>The tables and keys of a network file, in the order in which vwgen writes them, which is the alphabet's.</summary>
internal static class NetworkSchema
{
    internal const string Network = "Network";
    internal const string Node = "Node";
    internal const string PeerBlacklist = "PeerBlacklist";
    internal const string Link = "Link";
    internal const string Blacklist = "Blacklist";
    internal const string VxlanId = "VxlanID";

    // vwgen's, for files that leave the keys out.
    internal const int DefaultVxlanMtu = 1500;
    internal const int DefaultVxlanPort = 4789;

    internal static IReadOnlyList<Setting<Network>> NetworkSettings { get; } =
    [
        OfNetwork("AddressPoolIPv4", n => n.AddressPoolIPv4, (n, v) => n with { AddressPoolIPv4 = v }, c => c.Required(NetworkPrefix.ParsePoolIPv4), v => Text(v)),
        OfNetwork("AddressPoolIPv6", n => n.AddressPoolIPv6, (n, v) => n with { AddressPoolIPv6 = v }, c => c.Required(NetworkPrefix.ParsePoolIPv6), v => Text(v)),
        OfNetwork("Guard", n => n.Guard, (n, v) => n with { Guard = v }, c => c.Required(ParseGuard), v => Text(v == Guard.Nftables ? null : v.ToString().ToLowerInvariant())),
        OfNetwork("OpenFirewall", n => n.OpenFirewall, (n, v) => n with { OpenFirewall = v }, c => c.Boolean(), v => v ? TomlLiteral.Of(v) : null),
        OfNetwork("Peering", n => n.Peering, (n, v) => n with { Peering = v }, c => c.List(PeeringRule.Parse), v => v.Equals(PeeringRule.FullMesh) ? null : Texts(v)),
        OfNetwork("PresharedKeyEpoch", n => n.PresharedKeyEpoch, (n, v) => n with { PresharedKeyEpoch = v }, c => c.Integer(), v => v == 0 ? null : TomlLiteral.Of(v)),
        new Setting<Network, PresharedKeySeed?>("PresharedKeySeed", n => n.PresharedKeySeed, (n, v) => n with { PresharedKeySeed = v }, (c, _) => c.Text(PresharedKeySeed.Parse), v => Text(v?.Reveal())),
        OfNetwork("Routing", n => n.Routing, (n, v) => n with { Routing = v }, c => c.Required(ParseRouting), v => Text(v == SubnetRouting.Static ? null : v)),
        OfNetwork(VxlanId, n => n.VxlanId, (n, v) => n with { VxlanId = v }, c => c.Integer(), v => TomlLiteral.Of(v)),
        OfNetwork("VxlanMTU", n => n.VxlanMtu, (n, v) => n with { VxlanMtu = v }, c => c.Integer(), v => TomlLiteral.Of(v)),
        OfNetwork("VxlanPort", n => n.VxlanPort, (n, v) => n with { VxlanPort = v }, c => c.Integer(), v => TomlLiteral.Of(v)),
    ];

    internal static IReadOnlyList<Setting<Node>> NodeSettings { get; } =
    [
        ListOf("Address", n => n.Address, (n, v) => n with { Address = v }, InterfaceAddress.Parse),
        ListOf("AllowedIPs", n => n.AllowedIPs, (n, v) => n with { AllowedIPs = v }, NetworkPrefix.ParseAllowedIP),
        TextOf("Description", n => n.Description, (n, v) => n with { Description = v }, NodeDescription.Parse, Text),
        new Setting<Node, Endpoint?>("Endpoint", n => n.Endpoint, (n, v) => n with { Endpoint = v }, (c, n) => c.Text(t => Endpoint.Parse(t, n.ListenPort)), Text),
        OfNode("FwMark", n => n.FwMark, (n, v) => n with { FwMark = v }, c => c.Unsigned(), v => TomlLiteral.Of(v)),
        OfNode("Groups", n => n.Groups, (n, v) => n with { Groups = v }, c => c.List(GroupName.Parse), v => v.Count == 0 ? null : Texts(v)),
        TextOf("HostName", n => n.HostName, (n, v) => n with { HostName = v }, SshName.ParseHostName, Text),
        OfNode("KeyDate", n => n.KeyDate, (n, v) => n with { KeyDate = v }, c => c.Required(ParseDate), v => Text(v?.ToString("O", CultureInfo.InvariantCulture))),
        TextOf("KeyFilePath", n => n.KeyFilePath, (n, v) => n with { KeyFilePath = v }, SshName.ParseKeyFilePath, Text),
        ListOf("LinkLayerAddress", n => n.LinkLayerAddress, (n, v) => n with { LinkLayerAddress = v }, InterfaceAddress.Parse),
        OfNode("ListenPort", n => n.ListenPort, (n, v) => n with { ListenPort = v }, c => c.Integer(), v => TomlLiteral.Of(v)),
        OfNode("PersistentKeepalive", n => n.PersistentKeepalive, (n, v) => n with { PersistentKeepalive = v }, c => c.Integer(), v => TomlLiteral.Of(v)),
        OfNode("Port", n => n.Port, (n, v) => n with { Port = v }, c => c.Integer(), v => v is { } port ? TomlLiteral.Of(port) : null),
        ListOf("PostDown", n => n.PostDown, (n, v) => n with { PostDown = v }, Raw),
        ListOf("PostUp", n => n.PostUp, (n, v) => n with { PostUp = v }, Raw),
        ListOf("PreDown", n => n.PreDown, (n, v) => n with { PreDown = v }, Raw),
        ListOf("PreUp", n => n.PreUp, (n, v) => n with { PreUp = v }, Raw),
        TextOf("PreviousPublicKey", n => n.PreviousPublicKey, (n, v) => n with { PreviousPublicKey = v }, PublicKey.ParseOfNode, Text),
        TextOf("PrivateKey", n => n.PrivateKey, (n, v) => n with { PrivateKey = v }, PrivateKey.Parse, v => Text(v?.Reveal())),
        new Setting<Node, PublicKey?>("PublicKey", n => n.StatedPublicKey, (n, v) => n with { StatedPublicKey = v }, (c, n) => c.Text(t => ParsePublicKey(t, n)), Text),
        OfNode("Relay", n => n.Relay, (n, v) => n with { Relay = v }, c => c.Boolean(), v => v ? TomlLiteral.Of(v) : null),
        OfNode("SaveConfig", n => n.SaveConfig, (n, v) => n with { SaveConfig = v }, c => c.Boolean(), TomlLiteral.Of),
        OfNode("Subnets", n => n.Subnets, (n, v) => n with { Subnets = v }, c => c.List(NetworkPrefix.ParseSubnet), v => v.Count == 0 ? null : Texts(v)),
        OfNode("UPnP", n => n.UPnP, (n, v) => n with { UPnP = v }, c => c.Boolean(), TomlLiteral.Of),
        TextOf("UserName", n => n.UserName, (n, v) => n with { UserName = v }, SshName.ParseUserName, Text),
    ];

    internal static IReadOnlyList<Setting<LinkSettings>> LinkSettings { get; } =
    [
        new Setting<LinkSettings, Endpoint?>("Endpoint", l => l.Endpoint, (l, v) => l with { Endpoint = v }, (c, _) => c.Text(t => Endpoint.Parse(t)), Text),
        new Setting<LinkSettings, int?>("PersistentKeepalive", l => l.PersistentKeepalive, (l, v) => l with { PersistentKeepalive = v }, (c, _) => c.Integer(), v => v is { } seconds ? TomlLiteral.Of(seconds) : null),
        new Setting<LinkSettings, PresharedKey?>("PresharedKey", l => l.PresharedKey, (l, v) => l with { PresharedKey = v }, (c, _) => c.Text(PresharedKey.Parse), v => Text(v?.Reveal())),
    ];

    internal static string[] LinkKeys { get; } = [.. LinkSettings.Select(s => s.Key)];

    internal static string[] NetworkKeys { get; } = [.. NetworkSettings.Select(s => s.Key)];

    internal static string[] NodeKeys { get; } = [.. NodeSettings.Select(s => s.Key)];

    private static Setting<Network, TValue> OfNetwork<TValue>(
        string key, Func<Network, TValue> get, Func<Network, TValue, Network> with, Func<Cell, TValue> parse, Func<TValue, TomlLiteral?> write) =>
        new(key, get, with, (cell, _) => parse(cell), write);

    private static Setting<Node, TValue> OfNode<TValue>(
        string key, Func<Node, TValue> get, Func<Node, TValue, Node> with, Func<Cell, TValue> parse, Func<TValue, TomlLiteral?> write) =>
        new(key, get, with, (cell, _) => parse(cell), write);

    private static Setting<Node, ValueList<TItem>> ListOf<TItem>(
        string key, Func<Node, ValueList<TItem>> get, Func<Node, ValueList<TItem>, Node> with, Func<string, TItem> parse) =>
        OfNode(key, get, with, cell => cell.List(parse), Texts);

    private static Setting<Node, TValue?> TextOf<TValue>(
        string key, Func<Node, TValue?> get, Func<Node, TValue?, Node> with, Func<string, TValue> parse, Func<TValue?, TomlLiteral?> write)
        where TValue : class =>
        OfNode(key, get, with, cell => cell.Text(parse), write);

    private static Guard ParseGuard(string text) => text switch
    {
        "nftables" => Guard.Nftables,
        "iptables" => Guard.Iptables,
        "none" => Guard.None,
        _ => throw VwMeshException.Invalid("InvalidGuard", $"{Quoted.Show(text)} is no guard; write nftables, iptables or none.", text),
    };

    // PrivateKey comes first in the alphabet, and is read by then.
    private static PublicKey ParsePublicKey(string text, Node node)
    {
        var key = PublicKey.ParseOfNode(text);
        return node.PrivateKey is null || key.Equals(node.PrivateKey.PublicKey) ? key
            : throw VwMeshException.Invalid("KeysDiffer", $"{Quoted.Show(text)} is not the public key of the private key; leave one of the two out.", text);
    }

    private static DateOnly ParseDate(string text) => DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
        : throw VwMeshException.Invalid("InvalidKeyDate", $"{Quoted.Show(text)} is not a date; write it as 2026-01-31.", text);

    private static SubnetRouting ParseRouting(string text) =>
        Enum.GetValues<SubnetRouting>().Select(r => (SubnetRouting?)r).FirstOrDefault(r => r.ToString()!.Equals(text, StringComparison.OrdinalIgnoreCase))
        ?? throw VwMeshException.Invalid("InvalidRouting", $"{Quoted.Show(text)} is not a way of routing; write Static, Babel or None.", text);

    // Hooks are judged by the diagnostics and by the renderer, so that a file with a bad one can still be opened and mended.
    private static string Raw(string hook) => hook;

    private static TomlLiteral Texts<TItem>(ValueList<TItem> items) => TomlLiteral.List(items.Select(item => item!.ToString()!));

    private static TomlLiteral? Text(object? value) => value is null ? null : TomlLiteral.Of(value.ToString()!);
}
