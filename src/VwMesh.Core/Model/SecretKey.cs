using System.Security.Cryptography;

namespace VwMesh.Model;

/// <summary>32 secret bytes that no property, text or serialiser shows; only <see cref="Reveal"/> does.</summary>
public abstract class SecretKey : IEquatable<SecretKey>
{
    private readonly byte[] _bytes;

    private protected SecretKey(byte[] bytes) => _bytes = bytes;

    private protected ReadOnlySpan<byte> Bytes => _bytes;

    // Of 10^16 draws of 32 random bytes not one is to be expected with fewer than 16 different values.
    internal bool LooksRandom
    {
        get
        {
            Span<bool> seen = stackalloc bool[256];
            foreach (var value in _bytes)
                seen[value] = true;
            return seen.Count(true) >= 16;
        }
    }

    /// <summary>The secret itself, as <c>wg</c> reads it. The caller answers for where it goes.</summary>
    /// <returns>44 characters of base64.</returns>
    public string Reveal() => Convert.ToBase64String(_bytes);

    /// <inheritdoc/>
    public bool Equals(SecretKey? other) =>
        other is not null && other.GetType() == GetType() && CryptographicOperations.FixedTimeEquals(_bytes, other._bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SecretKey);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(SHA256.HashData(_bytes));

    /// <summary>Never the secret.</summary>
    /// <returns><c>(hidden)</c>.</returns>
    public sealed override string ToString() => "(hidden)";

    private protected static byte[] DecodeNonZero(string text, string errorId, string what)
    {
        var bytes = Decode(text, errorId, what);
        return bytes.AsSpan().IndexOfAnyExcept((byte)0) >= 0 ? bytes : throw VwMeshException.Invalid(errorId, $"This is not {what}: all its bytes are zero.", null);
    }

    // The value is a secret, so that the message says what is wrong with it and never what it is.
    private protected static byte[] Decode(string text, string errorId, string what)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bytes = new byte[KeyText.ByteLength];
        if (!KeyText.TryDecode(text, bytes))
        {
            throw VwMeshException.Invalid(errorId, text.Length == KeyText.TextLength
                ? $"This is not {what}: it is no base64 of 32 bytes."
                : $"This is not {what}: it has {text.Length} characters, and 32 bytes in base64 have 44.", null);
        }
        return bytes;
    }
}
