using System.Buffers;
using System.Buffers.Text;
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
    private const int LengthOfKeyLine = 60;
    private readonly Func<PeerSetup, ReadOnlyMemory<byte>> _write;
    private readonly (PeerSetup Peer, ReadOnlyMemory<byte> Section)[] _peers;
    private readonly int _length;
    private readonly ConcurrentDictionary<int, SlicedText> _texts = new();
    private PairKeys? _pairKeys;

    /// <summary>Encodes the peers.</summary>
    /// <param name="peers">The peers.</param>
    /// <param name="write">Writes a peer without its keepalive.</param>
    internal PeerSections(IReadOnlyList<PeerSetup> peers, Func<PeerSetup, ReadOnlyMemory<byte>> write)
    {
        _write = write;
        _peers = new (PeerSetup, ReadOnlyMemory<byte>)[peers.Count];
        Parallel.For(0, _peers.Length, i => _peers[i] = (peers[i], write(peers[i])));
        _length = _peers.Sum(p => p.Section.Length);
    }

    /// <summary>Adds the sections of a node's peers.</summary>
    internal void Add(WireGuardSetup tunnels, List<ReadOnlyMemory<byte>> parts)
    {
        if (tunnels.PresharedKeys is { } keys)
        {
            AddWithKeys(tunnels, keys, parts);
            return;
        }
        With(tunnels.PersistentKeepalive).Add(tunnels.Peers, parts, peer =>
        {
            var section = new ArrayBufferWriter<byte>();
            Write(peer, _write(peer), section, Keepalive(tunnels.PersistentKeepalive), tunnels);
            return section.WrittenMemory;
        });
    }

    // Each pair has a key of its own, and no two files have a section in common.
    private void AddWithKeys(WireGuardSetup tunnels, PresharedKeys keys, List<ReadOnlyMemory<byte>> parts)
    {
        var keepalive = Keepalive(tunnels.PersistentKeepalive);
        var isFullMesh = tunnels.Peers.Count > _peers.Length / 2;
        var derived = isFullMesh && PairKeys.Fit(_peers.Length) ? PairKeysOf(keys).Of(tunnels.Key.Public) : [];
        var text = new ArrayBufferWriter<byte>(isFullMesh ? _length + (_peers.Length * (LengthOfKeyLine + keepalive.Length)) : 1024);
        foreach (var (run, isOwn, own) in tunnels.Peers.Stretches())
        {
            for (var i = run.Start; i < run.End; i++)
            {
                if (isOwn)
                    Write(own!, _write(own!), text, keepalive, tunnels);
                else
                    Write(_peers[i].Peer, _peers[i].Section, text, keepalive, tunnels, derived.IsEmpty ? [] : derived.Slice(i * KeyText.ByteLength, KeyText.ByteLength));
            }
        }
        parts.Add(text.WrittenMemory);
    }

    private PairKeys PairKeysOf(PresharedKeys keys) => LazyInitializer.EnsureInitialized(ref _pairKeys, () => new PairKeys(keys, [.. _peers.Select(p => p.Peer)]));

    private SlicedText With(int keepalive)
    {
        if (_texts.TryGetValue(keepalive, out var known))
            return known;
        var line = Keepalive(keepalive);
        var text = SlicedText.Of(_peers, (peer, output) => Write(peer.Peer, peer.Section, output, line));
        if (_texts.Count < MostKeptIntervals)
            _texts.TryAdd(keepalive, text);
        return text;
    }

    // The section of a peer's previous key comes first. The keepalive is the node's own, and last in a section.
    private void Write(PeerSetup peer, ReadOnlyMemory<byte> section, IBufferWriter<byte> text, byte[] keepalive, WireGuardSetup? tunnels = null, ReadOnlySpan<byte> key = default)
    {
        if (peer.AsPrevious() is { } previous)
            Write(previous, _write(previous), text, keepalive, tunnels);
        text.Write(section.Span);
        if (!key.IsEmpty)
            WriteKey(key, text);
        else if (tunnels?.PresharedKeyWith(peer) is { } own)
            WriteKey(own.Bytes, text);
        text.Write(peer.PersistentKeepalive is { } interval ? Keepalive(interval) : keepalive);
    }

    private static void WriteKey(ReadOnlySpan<byte> key, IBufferWriter<byte> text)
    {
        text.Write("PresharedKey = "u8);
        Base64.EncodeToUtf8(key, text.GetSpan(KeyText.TextLength), out _, out var written);
        text.Advance(written);
        text.Write("\n"u8);
    }

    private static byte[] Keepalive(int seconds) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"PersistentKeepalive = {seconds}\n"));
}
