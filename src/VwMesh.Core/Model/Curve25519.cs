namespace VwMesh.Model;

/// <summary>Tells points that a private key leads to from those that none leads to.</summary>
internal static class Curve25519
{
    // The u-coordinates of low order: with any private key they give a shared secret of zeros (RFC 7748, section 6.1). Little-endian.
    private static readonly byte[][] LowOrder =
    [
        new byte[32],
        [1, .. new byte[31]],
        Convert.FromHexString("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
        Convert.FromHexString("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
        Convert.FromHexString("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    ];

    /// <summary>Whether the bytes may come from <c>wg pubkey</c>: a number below 2^255 - 19, and no point of low order.</summary>
    internal static bool IsPublicKey(ReadOnlySpan<byte> bytes)
    {
        var isReduced = bytes[31] < 0x7f || (bytes[31] == 0x7f && (bytes[0] < 0xed || bytes[1..31].IndexOfAnyExcept((byte)0xff) >= 0));
        if (!isReduced)
            return false;
        foreach (var point in LowOrder)
        {
            if (bytes.SequenceEqual(point))
                return false;
        }
        return true;
    }
}
