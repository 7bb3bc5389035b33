using System.Buffers.Binary;
using System.Security.Cryptography;

namespace VwMesh.Model;

/// <summary>32 secret bytes from which the preshared key of each pair of nodes follows.</summary>
public sealed class PresharedKeySeed : SecretKey
{
    private PresharedKeySeed(byte[] bytes)
        : base(bytes)
    {
    }

    /// <summary>Draws a new seed from the system's random numbers.</summary>
    /// <returns>The seed.</returns>
    public static PresharedKeySeed Generate() => new(RandomNumberGenerator.GetBytes(KeyText.ByteLength));

    /// <summary>Reads a seed.</summary>
    /// <param name="text">44 characters of base64, without spaces around them.</param>
    /// <returns>The seed.</returns>
    /// <exception cref="VwMeshException">The text is not a seed, or all its bytes are zero (<c>InvalidPresharedKeySeed</c>); the message does not hold the text.</exception>
    public static PresharedKeySeed Parse(string text) => new(DecodeNonZero(text, "InvalidPresharedKeySeed", "a seed of preshared keys"));

    /// <summary>The keys that follow from the seed.</summary>
    /// <param name="epoch">Which of its rounds; the next one is another key for each pair.</param>
    internal PresharedKeys KeysOf(int epoch)
    {
        Span<byte> salt = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(salt, epoch);
        return new PresharedKeys(Hkdf.Extract(Bytes, salt));
    }
}
