namespace VwMesh.Model;

/// <summary>
/// The preshared keys of all pairs of a network, each of which follows from the network's seed and both public keys: a node with a new key has
/// new preshared keys too. For use by many threads.
/// </summary>
public sealed class PresharedKeys
{
    private static readonly byte[] Purpose = [.. "vwmesh psk v1"u8];

    private readonly byte[] _pseudorandomKey;

    internal PresharedKeys(byte[] pseudorandomKey) => _pseudorandomKey = pseudorandomKey;

    /// <summary>The key of a pair: HKDF-SHA256 (RFC 5869) with the two public keys, the smaller one first, as info.</summary>
    /// <param name="one">The public key of a node.</param>
    /// <param name="other">The public key of its peer.</param>
    /// <returns>The key, which is the same for both.</returns>
    public PresharedKey Of(PublicKey one, PublicKey other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        var key = new byte[KeyText.ByteLength];
        Derive(one, other, key);
        return PresharedKey.Of(key);
    }

    /// <summary>Writes the 32 bytes of a pair's key.</summary>
    internal void Derive(PublicKey one, PublicKey other, Span<byte> key)
    {
        var (first, second) = one.Bytes.SequenceCompareTo(other.Bytes) <= 0 ? (one, other) : (other, one);
        Span<byte> info = stackalloc byte[Purpose.Length + (2 * KeyText.ByteLength)];
        Purpose.CopyTo(info);
        first.Bytes.CopyTo(info[Purpose.Length..]);
        second.Bytes.CopyTo(info[(Purpose.Length + KeyText.ByteLength)..]);
        Hkdf.Expand(_pseudorandomKey, info, key);
    }
}
