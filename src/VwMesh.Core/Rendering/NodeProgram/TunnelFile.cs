using System.Globalization;
using System.Text;
using VwMesh.Rendering.WgQuick;
using VwMesh.Setup;

namespace VwMesh.Rendering.NodeProgram;

/// <summary>NAME.conf: the tunnels, as wg-quick(8) and every other program reads them.</summary>
internal static class TunnelFile
{
    private const string NamedEndpoint = "# Endpoint ";
    private const string EndOfNamedEndpoint = ": the program sets it.";

    // 126: the shell may not run the program, because wg-quick is confined. Then the unit runs it.
    private static string Program(string verb) => $"/bin/sh /etc/wireguard/%i.vwmesh {verb} || [ $? = 126 ]";

    internal static string Interface(NodeSetup setup)
    {
        var text = new StringBuilder();
        var (tunnel, name) = (setup.WireGuard, setup.Network.Name);
        text.Append(HeadComment.Of(setup));
        text.Append(CultureInfo.InvariantCulture, $"# These are the tunnels. The virtual Ethernet on top of them is in {name}.vwmesh.\n[Interface]\n");
        text.Append(CultureInfo.InvariantCulture, $"ListenPort = {tunnel.ListenPort}\nPrivateKey = {tunnel.Key.Reveal(name)}\n");
        var addresses = tunnel.InterfaceAddresses.Select(a => SafeWord.Of(a));
        text.Append(CultureInfo.InvariantCulture, $"Address = {string.Join(", ", addresses)}\nMTU = {tunnel.Mtu}\nTable = off\n");
        if (tunnel.FwMark != 0)
            text.Append(CultureInfo.InvariantCulture, $"FwMark = 0x{tunnel.FwMark:x}\n");
        if (tunnel.SaveConfig)
            text.Append("SaveConfig = true\n");
        foreach (var hook in setup.Hooks.PreUp)
            text.Append(CultureInfo.InvariantCulture, $"PreUp = {SafeWord.Hook(hook)}\n");
        text.Append(CultureInfo.InvariantCulture, $"# Where wg-quick may not run sh (exit status 126), vwmesh-{name}.service does it.\n");
        text.Append(CultureInfo.InvariantCulture, $"PostUp = {Program("start")}\n");
        text.Append(CultureInfo.InvariantCulture, $"PreDown = {Program("down")}\n");
        foreach (var hook in setup.Hooks.PostDown)
            text.Append(CultureInfo.InvariantCulture, $"PostDown = {SafeWord.Hook(hook)}\n");
        return text.ToString();
    }

    /// <summary>The endpoint that a line of comment tells of a peer; <see langword="null"/> for another line.</summary>
    internal static string? NamedEndpointOf(string line) =>
        line.StartsWith(NamedEndpoint, StringComparison.Ordinal) && line.EndsWith(EndOfNamedEndpoint, StringComparison.Ordinal) ? line[NamedEndpoint.Length..^EndOfNamedEndpoint.Length] : null;

    /// <summary>Whether a hook runs the node's program.</summary>
    internal static bool RunsProgram(string hook) => hook.StartsWith("/bin/sh /etc/wireguard/%i.vwmesh ", StringComparison.Ordinal);

    /// <summary>A peer without its keepalive. A name that does not resolve would keep wg from reading the file, so names are in the program.</summary>
    internal static ReadOnlyMemory<byte> Section(PeerSetup peer)
    {
        var allowed = peer.AllowedIPs.Count == 0 ? "" : $"AllowedIPs = {string.Join(", ", peer.AllowedIPs.Select(p => SafeWord.Of(p)))}\n";
        var endpoint = peer.Endpoint is null ? "" : peer.Endpoint.Address is null ? $"{NamedEndpoint}{SafeWord.Of(peer.Endpoint)}{EndOfNamedEndpoint}\n" : $"Endpoint = {SafeWord.Of(peer.Endpoint)}\n";
        return Encoding.UTF8.GetBytes($"\n{PeerText.Comment(peer)}[Peer]\n{PeerText.FriendlyName(peer)}PublicKey = {peer.PublicKey}\n{allowed}{endpoint}");
    }
}
