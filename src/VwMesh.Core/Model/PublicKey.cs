namespace VwMesh.Model;

/// <summary>A Curve25519 public key (RFC 7748).</summary>
public sealed class PublicKey : IEquatable<PublicKey>
{
    private readonly byte[] _bytes;

    internal PublicKey(byte[] bytes) => _bytes = bytes;

    /// <summary>The key as <c>wg</c> writes it: 44 characters of base64.</summary>
    public string Value => field ??= Convert.ToBase64String(_bytes);

    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Reads a public key.</summary>
    /// <param name="text">44 characters of base64.</param>
    /// <returns>The key.</returns>
    /// <exception cref="VwMeshException">The text is not a key (<c>InvalidPublicKey</c>).</exception>
    public static PublicKey Parse(string text)
    {
        var bytes = new byte[KeyText.ByteLength];
        return KeyText.TryDecode(text, bytes)
            ? new PublicKey(bytes)
            : throw VwMeshException.Invalid("InvalidPublicKey", $"{Quoted.Show(text)} is not a public key: 32 bytes in base64, 44 characters.", text);
    }

    /// <summary>Reads the public key of a node, and refuses bytes that <c>wg pubkey</c> never writes.</summary>
    /// <param name="text">44 characters of base64.</param>
    /// <returns>The key.</returns>
    /// <exception cref="VwMeshException">The text is not a key, or no private key belongs to it (<c>InvalidPublicKey</c>).</exception>
    public static PublicKey ParseOfNode(string text)
    {
        var key = Parse(text);
        return Curve25519.IsPublicKey(key.Bytes) ? key
            : throw VwMeshException.Invalid("InvalidPublicKey", $"{Quoted.Show(text)} is not the public key of a node: no private key belongs to it. 'wg pubkey' on the node writes the right one.", text);
    }

    /// <inheritdoc/>
    public bool Equals(PublicKey? other) => other is not null && Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PublicKey);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(_bytes);

    /// <summary>The key as <c>wg</c> writes it.</summary>
    /// <returns>44 characters of base64.</returns>
    public override string ToString() => Value;
}
