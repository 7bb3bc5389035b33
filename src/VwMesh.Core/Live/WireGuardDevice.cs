using System.Globalization;
using System.Net;
using VwMesh.Model;

namespace VwMesh.Live;

/// <summary>A running WireGuard interface, as <c>wg show … dump</c> reports it (wg(8)), without its secrets: <see cref="ProbeScript"/> hides them on the node.</summary>
/// <param name="PublicKey">Its public key, or <see langword="null"/> for none.</param>
/// <param name="ListenPort">The UDP port.</param>
/// <param name="FwMark">The mark of outgoing packets, 0 for none.</param>
/// <param name="Peers">The peers by their public keys.</param>
internal sealed record WireGuardDevice(PublicKey? PublicKey, int ListenPort, uint FwMark, IReadOnlyDictionary<PublicKey, WireGuardPeer> Peers)
{
    private const string None = "(none)";
    private const string Off = "off";

    /// <summary>Reads a dump.</summary>
    /// <exception cref="VwMeshException">It is none (<c>NodeAnswerInvalid</c>).</exception>
    internal static WireGuardDevice Read(NodeAnswer answer, string dump)
    {
        var lines = dump.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('\t')).ToList();
        if (lines.Count == 0 || lines[0].Length < 4)
            throw answer.Invalid("'wg show … dump' is not four or more columns");
        try
        {
            var peers = new Dictionary<PublicKey, WireGuardPeer>();
            foreach (var line in lines.Skip(1))
            {
                var peer = ReadPeer(line);
                peers[peer.PublicKey] = peer;
            }
            return new WireGuardDevice(lines[0][1] == None ? null : PublicKey.Parse(lines[0][1]), int.Parse(lines[0][2], CultureInfo.InvariantCulture),
                ReadMark(lines[0][3]), peers);
        }
        catch (Exception e) when (e is FormatException or OverflowException or VwMeshException)
        {
            throw answer.Invalid("'wg show … dump' has a value that is none of its own");
        }
    }

    private static WireGuardPeer ReadPeer(string[] columns)
    {
        if (columns.Length < 8)
            throw new FormatException();
        var handshake = long.Parse(columns[4], CultureInfo.InvariantCulture);
        return new WireGuardPeer(
            PublicKey.Parse(columns[0]),
            columns[1] != None,
            columns[2] == None ? null : Endpoint.Parse(columns[2]),
            columns[3] == None ? [] : [.. columns[3].Split(',').Select(NetworkPrefix.ParseAllowedIP)],
            handshake == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(handshake, 0, 253402300799)),
            long.Parse(columns[5], CultureInfo.InvariantCulture),
            long.Parse(columns[6], CultureInfo.InvariantCulture),
            columns[7] == Off ? 0 : int.Parse(columns[7], CultureInfo.InvariantCulture));
    }

    private static uint ReadMark(string text) =>
        text == Off ? 0
        : text.StartsWith("0x", StringComparison.Ordinal) ? uint.Parse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
        : uint.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>A peer of a running WireGuard interface.</summary>
/// <param name="PublicKey">Its public key.</param>
/// <param name="HasPresharedKey">Whether a preshared key is set for it.</param>
/// <param name="Endpoint">Where it was last heard from, or was said to be.</param>
/// <param name="AllowedIPs">What is routed to it.</param>
/// <param name="LatestHandshake">When the tunnel was last renewed, by the node's clock; <see langword="null"/> for never.</param>
/// <param name="Received">Bytes received.</param>
/// <param name="Sent">Bytes sent.</param>
/// <param name="PersistentKeepalive">Seconds between keepalives, 0 for none.</param>
internal sealed record WireGuardPeer(PublicKey PublicKey, bool HasPresharedKey, Endpoint? Endpoint, IReadOnlyList<IPNetwork> AllowedIPs,
    DateTimeOffset? LatestHandshake, long Received, long Sent, int PersistentKeepalive);
