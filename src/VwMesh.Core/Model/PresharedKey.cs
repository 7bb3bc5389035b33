using System.Security.Cryptography;

namespace VwMesh.Model;

/// <summary>A symmetric key that two peers share beside their key pairs (wg(8), PresharedKey).</summary>
public sealed class PresharedKey : SecretKey
{
    private PresharedKey(byte[] bytes)
        : base(bytes)
    {
    }

    /// <summary>Draws a new key from the system's random numbers.</summary>
    /// <returns>The key.</returns>
    public static PresharedKey Generate() => new(RandomNumberGenerator.GetBytes(KeyText.ByteLength));

    internal new ReadOnlySpan<byte> Bytes => base.Bytes;

    internal static PresharedKey Of(byte[] bytes) => new(bytes);

    /// <summary>Reads a preshared key as <c>wg genpsk</c> writes it.</summary>
    /// <param name="text">44 characters of base64, without spaces around them.</param>
    /// <returns>The key.</returns>
    /// <exception cref="VwMeshException">The text is not a key (<c>InvalidPresharedKey</c>); the message does not hold the text.</exception>
    public static PresharedKey Parse(string text) => new(Decode(text, "InvalidPresharedKey", "a preshared key"));
}
