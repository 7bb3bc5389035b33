using VwMesh.Model;

namespace VwMesh.Setup;

/// <summary>The derived preshared keys of a full mesh, by the positions of its nodes: each is derived once, and the second node of a pair finds it. For use by many threads.</summary>
internal sealed class PairKeys
{
    // All pairs of 1,700 nodes. All pairs of 5,000 would be 800 MB.
    private const long MostBytes = 96 << 20;

    private readonly PresharedKeys _keys;
    private readonly IReadOnlyList<PeerSetup> _nodes;
    private readonly Dictionary<PublicKey, int> _positions;
    private readonly byte[]?[] _rows;

    /// <summary>Derives nothing yet.</summary>
    internal PairKeys(PresharedKeys keys, IReadOnlyList<PeerSetup> nodes)
    {
        _keys = keys;
        _nodes = nodes;
        _positions = new Dictionary<PublicKey, int>(nodes.Count);
        for (var i = 0; i < nodes.Count; i++)
            _positions.TryAdd(nodes[i].PublicKey, i);
        _rows = new byte[nodes.Count][];
    }

    /// <summary>Whether the keys of so many nodes are few enough to be kept.</summary>
    internal static bool Fit(int nodes) => (long)nodes * nodes * KeyText.ByteLength <= MostBytes;

    /// <summary>The keys of a node.</summary>
    /// <param name="node">The node's public key.</param>
    /// <returns>32 bytes for each node, by its position.</returns>
    internal ReadOnlySpan<byte> Of(PublicKey node)
    {
        var own = _positions[node];
        var row = new byte[_nodes.Count * KeyText.ByteLength];
        for (var i = 0; i < _nodes.Count; i++)
        {
            var key = row.AsSpan(i * KeyText.ByteLength, KeyText.ByteLength);
            if (Volatile.Read(ref _rows[i]) is { } known)
                known.AsSpan(own * KeyText.ByteLength, KeyText.ByteLength).CopyTo(key);
            else
                _keys.Derive(node, _nodes[i].PublicKey, key);
        }
        Volatile.Write(ref _rows[own], row);
        return row;
    }
}
