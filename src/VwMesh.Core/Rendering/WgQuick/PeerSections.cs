using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using VwMesh.Setup;

namespace VwMesh.Rendering.WgQuick;

/// <summary>The peers as sections of wg(8). The nodes differ by their keepalive alone, so each interval's text is encoded once. For use by many threads.</summary>
internal sealed class PeerSections
{
    private const int MostKeptIntervals = 8;
    private readonly Func<PeerSetup, ReadOnlyMemory<byte>> _write;
    private readonly ReadOnlyMemory<byte>[] _sections;
    private readonly ConcurrentDictionary<int, SlicedText> _texts = new();

    /// <summary>Encodes the peers.</summary>
    /// <param name="peers">The peers.</param>
    /// <param name="write">Writes a peer without its keepalive.</param>
    internal PeerSections(IReadOnlyList<PeerSetup> peers, Func<PeerSetup, ReadOnlyMemory<byte>> write)
    {
        _write = write;
        _sections = new ReadOnlyMemory<byte>[peers.Count];
        Parallel.For(0, _sections.Length, i => _sections[i] = write(peers[i]));
    }

    /// <summary>Adds the sections of a node's peers.</summary>
    internal void Add(WireGuardSetup tunnels, List<ReadOnlyMemory<byte>> parts) =>
        With(tunnels.PersistentKeepalive).Add(tunnels.Peers, parts,
            peer => (byte[])[.. _write(peer).Span, .. Keepalive(peer.PersistentKeepalive ?? tunnels.PersistentKeepalive)]);

    private SlicedText With(int keepalive)
    {
        if (_texts.TryGetValue(keepalive, out var known))
            return known;
        var line = Keepalive(keepalive);
        var text = SlicedText.Of(_sections, (section, output) =>
        {
            output.Write(section.Span);
            output.Write(line);
        });
        if (_texts.Count < MostKeptIntervals)
            _texts.TryAdd(keepalive, text);
        return text;
    }

    // The node's own, and last in a section.
    private static byte[] Keepalive(int seconds) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"PersistentKeepalive = {seconds}\n"));
}
