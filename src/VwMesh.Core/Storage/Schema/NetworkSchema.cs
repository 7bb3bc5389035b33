using VwMesh.Model;
using VwMesh.Storage.Toml;

namespace VwMesh.Storage.Schema;

/// <summary>The tables and keys of a network file, in the order in which vwgen writes them, which is the alphabet's.</summary>
internal static class NetworkSchema
{
    internal const string Network = "Network";
    internal const string Node = "Node";
    internal const string PeerBlacklist = "PeerBlacklist";
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
        OfNetwork(VxlanId, n => n.VxlanId, (n, v) => n with { VxlanId = v }, c => c.Integer(), v => TomlLiteral.Of(v)),
        OfNetwork("VxlanMTU", n => n.VxlanMtu, (n, v) => n with { VxlanMtu = v }, c => c.Integer(), v => TomlLiteral.Of(v)),
        OfNetwork("VxlanPort", n => n.VxlanPort, (n, v) => n with { VxlanPort = v }, c => c.Integer(), v => TomlLiteral.Of(v)),
    ];

    internal static IReadOnlyList<Setting<Node>> NodeSettings { get; } =
    [
        OfNode("Address", n => n.Address, (n, v) => n with { Address = v }, c => c.List(InterfaceAddress.Parse), List),
        OfNode("AllowedIPs", n => n.AllowedIPs, (n, v) => n with { AllowedIPs = v }, c => c.List(NetworkPrefix.ParseAllowedIP), List),
        new Setting<Node, Endpoint?>("Endpoint", n => n.Endpoint, (n, v) => n with { Endpoint = v }, (c, n) => c.Text(t => Endpoint.Parse(t, n.ListenPort)), Text),
        OfNode("FwMark", n => n.FwMark, (n, v) => n with { FwMark = v }, c => c.Unsigned(), v => TomlLiteral.Of(v)),
        OfNode("HostName", n => n.HostName, (n, v) => n with { HostName = v }, c => c.Text(SshName.ParseHostName), Text),
        OfNode("KeyFilePath", n => n.KeyFilePath, (n, v) => n with { KeyFilePath = v }, c => c.Text(SshName.ParseKeyFilePath), Text),
        OfNode("LinkLayerAddress", n => n.LinkLayerAddress, (n, v) => n with { LinkLayerAddress = v }, c => c.List(InterfaceAddress.Parse), List),
        OfNode("ListenPort", n => n.ListenPort, (n, v) => n with { ListenPort = v }, c => c.Integer(), v => TomlLiteral.Of(v)),
        OfNode("PersistentKeepalive", n => n.PersistentKeepalive, (n, v) => n with { PersistentKeepalive = v }, c => c.Integer(), v => TomlLiteral.Of(v)),
        OfNode("Port", n => n.Port, (n, v) => n with { Port = v }, c => c.Integer(), v => v is { } port ? TomlLiteral.Of(port) : null),
        OfNode("PostDown", n => n.PostDown, (n, v) => n with { PostDown = v }, c => c.List(Raw), TomlLiteral.List),
        OfNode("PostUp", n => n.PostUp, (n, v) => n with { PostUp = v }, c => c.List(Raw), TomlLiteral.List),
        OfNode("PreDown", n => n.PreDown, (n, v) => n with { PreDown = v }, c => c.List(Raw), TomlLiteral.List),
        OfNode("PreUp", n => n.PreUp, (n, v) => n with { PreUp = v }, c => c.List(Raw), TomlLiteral.List),
        OfNode("PrivateKey", n => n.PrivateKey, (n, v) => n with { PrivateKey = v }, c => c.Text(PrivateKey.Parse), v => Text(v?.Reveal())),
        OfNode("SaveConfig", n => n.SaveConfig, (n, v) => n with { SaveConfig = v }, c => c.Boolean(), TomlLiteral.Of),
        OfNode("UPnP", n => n.UPnP, (n, v) => n with { UPnP = v }, c => c.Boolean(), TomlLiteral.Of),
        OfNode("UserName", n => n.UserName, (n, v) => n with { UserName = v }, c => c.Text(SshName.ParseUserName), Text),
    ];

    internal static string[] NetworkKeys { get; } = [.. NetworkSettings.Select(s => s.Key)];

    internal static string[] NodeKeys { get; } = [.. NodeSettings.Select(s => s.Key)];

    private static Setting<Network, TValue> OfNetwork<TValue>(
        string key, Func<Network, TValue> get, Func<Network, TValue, Network> with, Func<Cell, TValue> parse, Func<TValue, TomlLiteral?> write) =>
        new(key, get, with, (cell, _) => parse(cell), write);

    private static Setting<Node, TValue> OfNode<TValue>(
        string key, Func<Node, TValue> get, Func<Node, TValue, Node> with, Func<Cell, TValue> parse, Func<TValue, TomlLiteral?> write) =>
        new(key, get, with, (cell, _) => parse(cell), write);

    private static Guard ParseGuard(string text) => text switch
    {
        "nftables" => Guard.Nftables,
        "iptables" => Guard.Iptables,
        "none" => Guard.None,
        _ => throw VwMeshException.Invalid("InvalidGuard", $"{Quoted.Show(text)} is no guard; write nftables, iptables or none.", text),
    };

    // Hooks are judged by the diagnostics and by the renderer, so that a file with a bad one can still be opened and mended.
    private static string Raw(string hook) => hook;

    private static TomlLiteral? Text(object? value) => value is null ? null : TomlLiteral.Of(value.ToString()!);

    private static TomlLiteral List<T>(IEnumerable<T> values) => TomlLiteral.List(values.Select(v => v!.ToString()!));
}
