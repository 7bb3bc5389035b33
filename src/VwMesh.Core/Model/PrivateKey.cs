using System.Security.Cryptography;

namespace VwMesh.Model;

/// <summary>A Curve25519 private key (RFC 7748).</summary>
public sealed class PrivateKey : SecretKey
{
    private PublicKey? _publicKey;

    private PrivateKey(byte[] bytes)
        : base(bytes)
    {
    }

    /// <summary>The public key that belongs to it, computed once.</summary>
    public PublicKey PublicKey => _publicKey ??= new PublicKey(X25519.PublicKeyOf(Bytes));

    /// <summary>Whether the bits are set that <c>wg genkey</c> sets (RFC 7748, section 5). A public key rarely has them.</summary>
    public bool IsClamped => (Bytes[0] & 0x07) == 0 && (Bytes[31] & 0xc0) == 0x40;

    /// <summary>Whether somebody gave a public key in place of a private one.</summary>
    internal bool HasBytesOf(PublicKey? key) => key is not null && Bytes.SequenceEqual(key.Bytes);

    /// <summary>Draws a new key from the system's random numbers, clamped as RFC 7748, section 5, says.</summary>
    /// <returns>The key.</returns>
    public static PrivateKey Generate()
    {
        var bytes = RandomNumberGenerator.GetBytes(KeyText.ByteLength);
        bytes[0] &= 0xf8;
        bytes[31] = (byte)((bytes[31] & 0x7f) | 0x40);
        return new PrivateKey(bytes);
    }

    /// <summary>Reads a private key as <c>wg genkey</c> writes it.</summary>
    /// <param name="text">44 characters of base64, without spaces around them.</param>
    /// <returns>The key.</returns>
    /// <exception cref="VwMeshException">The text is not a key, or all its bytes are zero (<c>InvalidPrivateKey</c>); the message does not hold the text.</exception>
    public static PrivateKey Parse(string text) => new(DecodeNonZero(text, "InvalidPrivateKey", "a private key"));
}
