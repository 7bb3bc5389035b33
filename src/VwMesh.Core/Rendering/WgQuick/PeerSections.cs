using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using VwMesh.Model;
using VwMesh.Setup;

namespace VwMesh.Rendering.WgQuick;

/// <summary>
/// The peers as sections of wg(8). Without preshared keys, the nodes differ by their keepalive alone, so each interval's text is encoded once. For
/// use by many threads.
/// </summary>
internal sealed class PeerSections
{
    private const int MostKeptIntervals = 8;
    private readonly Func<PeerSetup, ReadOnlyMemory<byte>> _write;
    private readonly IReadOnlyList<PeerSetup> _peers;
    private readonly ReadOnlyMemory<byte>[] _sections;
    private readonly ConcurrentDictionary<int, SlicedText> _texts = new();

    /// <summary>Encodes the peers.</summary>
    /// <param name="peers">The peers.</param>
    /// <param name="write">Writes a peer without its keepalive.</param>
    internal PeerSections(IReadOnlyList<PeerSetup> peers, Func<PeerSetup, ReadOnlyMemory<byte>> write)
    {
        _write = write;
        _peers = peers;
        _sections = new ReadOnlyMemory<byte>[peers.Count];
        Parallel.For(0, _sections.Length, i => _sections[i] = peers[i].PreviousKey is null ? write(peers[i]) : WithPrevious(peers[i]));
    }

    /// <summary>Adds the sections of a node's peers.</summary>
    internal void Add(WireGuardSetup tunnels, List<ReadOnlyMemory<byte>> parts)
    {
        if (tunnels.PresharedKeys is not null)
        {
            parts.Add(WithKeys(tunnels));
            return;
        }
        With(tunnels.PersistentKeepalive).Add(tunnels.Peers, parts, peer =>
        {
            var section = new ArrayBufferWriter<byte>();
            Write(tunnels, peer, section);
            return section.WrittenMemory;
        });
    }

    private ReadOnlyMemory<byte> WithPrevious(PeerSetup peer)
    {
        var sections = new ArrayBufferWriter<byte>();
        var previous = peer.AsPrevious()!;
        Write(previous, _write(previous), null, 0, sections);
        sections.Write(_write(peer).Span);
        return sections.WrittenMemory;
    }

    // Each pair has a key of its own, and no two files have a section in common.
    private ReadOnlyMemory<byte> WithKeys(WireGuardSetup tunnels)
    {
        var text = new ArrayBufferWriter<byte>();
        foreach (var (run, isOwn, own) in tunnels.Peers.Stretches())
        {
            if (isOwn)
                Write(tunnels, own!, text);
            for (var i = run.Start; !isOwn && i < run.End; i++)
            {
                if (_peers[i].PreviousKey is null)
                    Write(_peers[i], _sections[i], tunnels.PresharedKeyWith(_peers[i]), tunnels.PersistentKeepalive, text);
                else
                    Write(tunnels, _peers[i], text);
            }
        }
        return text.WrittenMemory;
    }

    private void Write(WireGuardSetup tunnels, PeerSetup peer, ArrayBufferWriter<byte> text)
    {
        if (peer.AsPrevious() is { } previous)
            Write(tunnels, previous, text);
        Write(peer, _write(peer), tunnels.PresharedKeyWith(peer), tunnels.PersistentKeepalive, text);
    }

    private static void Write(PeerSetup peer, ReadOnlyMemory<byte> section, PresharedKey? key, int keepalive, ArrayBufferWriter<byte> text)
    {
        text.Write(section.Span);
        if (key is not null)
            Encoding.UTF8.GetBytes($"PresharedKey = {key.Reveal()}\n", text);
        text.Write(Keepalive(peer.PersistentKeepalive ?? keepalive));
    }

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
