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
        new("AddressPoolIPv4", (n, c) => n with { AddressPoolIPv4 = c.Required(NetworkPrefix.ParsePoolIPv4) }, n => Text(n.AddressPoolIPv4)),
        new("AddressPoolIPv6", (n, c) => n with { AddressPoolIPv6 = c.Required(NetworkPrefix.ParsePoolIPv6) }, n => Text(n.AddressPoolIPv6)),
        new("Guard", (n, c) => n with { Guard = c.Required(ParseGuard) }, n => Text(n.Guard == Guard.Nftables ? null : n.Guard.ToString().ToLowerInvariant())),
        new(VxlanId, (n, c) => n with { VxlanId = c.Integer() }, n => TomlLiteral.Of(n.VxlanId)),
        new("VxlanMTU", (n, c) => n with { VxlanMtu = c.Integer() }, n => TomlLiteral.Of(n.VxlanMtu)),
        new("VxlanPort", (n, c) => n with { VxlanPort = c.Integer() }, n => TomlLiteral.Of(n.VxlanPort)),
    ];

    internal static IReadOnlyList<Setting<Node>> NodeSettings { get; } =
    [
        new("Address", (n, c) => n with { Address = c.List(InterfaceAddress.Parse) }, n => List(n.Address)),
        new("AllowedIPs", (n, c) => n with { AllowedIPs = c.List(NetworkPrefix.ParseAllowedIP) }, n => List(n.AllowedIPs)),
        new("Endpoint", (n, c) => n with { Endpoint = c.Text(t => Endpoint.Parse(t, n.ListenPort)) }, n => Text(n.Endpoint)),
        new("FwMark", (n, c) => n with { FwMark = c.Unsigned() }, n => TomlLiteral.Of(n.FwMark)),
        new("HostName", (n, c) => n with { HostName = c.Text(SshName.ParseHostName) }, n => Text(n.HostName)),
        new("KeyFilePath", (n, c) => n with { KeyFilePath = c.Text(SshName.ParseKeyFilePath) }, n => Text(n.KeyFilePath)),
        new("LinkLayerAddress", (n, c) => n with { LinkLayerAddress = c.List(InterfaceAddress.Parse) }, n => List(n.LinkLayerAddress)),
        new("ListenPort", (n, c) => n with { ListenPort = c.Integer() }, n => TomlLiteral.Of(n.ListenPort)),
        new("PersistentKeepalive", (n, c) => n with { PersistentKeepalive = c.Integer() }, n => TomlLiteral.Of(n.PersistentKeepalive)),
        new("Port", (n, c) => n with { Port = c.Integer() }, n => n.Port is { } port ? TomlLiteral.Of(port) : null),
        new("PostDown", (n, c) => n with { PostDown = c.List(Raw) }, n => TomlLiteral.List(n.PostDown)),
        new("PostUp", (n, c) => n with { PostUp = c.List(Raw) }, n => TomlLiteral.List(n.PostUp)),
        new("PreDown", (n, c) => n with { PreDown = c.List(Raw) }, n => TomlLiteral.List(n.PreDown)),
        new("PreUp", (n, c) => n with { PreUp = c.List(Raw) }, n => TomlLiteral.List(n.PreUp)),
        new("PrivateKey", (n, c) => n with { PrivateKey = c.Text(PrivateKey.Parse) }, n => Text(n.PrivateKey?.Reveal())),
        new("SaveConfig", (n, c) => n with { SaveConfig = c.Boolean() }, n => TomlLiteral.Of(n.SaveConfig)),
        new("UPnP", (n, c) => n with { UPnP = c.Boolean() }, n => TomlLiteral.Of(n.UPnP)),
        new("UserName", (n, c) => n with { UserName = c.Text(SshName.ParseUserName) }, n => Text(n.UserName)),
    ];

    internal static string[] Tables { get; } = [Network, Node, PeerBlacklist];

    internal static string[] NetworkKeys { get; } = [.. NetworkSettings.Select(s => s.Key)];

    internal static string[] NodeKeys { get; } = [.. NodeSettings.Select(s => s.Key)];

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
