using NSec.Cryptography;

namespace VwMesh.Model;

/// <summary>HKDF with SHA-256 (RFC 5869), for keys of 32 bytes.</summary>
internal static class Hkdf
{
    internal static byte[] Extract(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> salt)
    {
        var pseudorandomKey = new byte[KeyText.ByteLength];
        using var shared = SharedSecret.Import(secret, SharedSecretBlobFormat.RawSharedSecret);
        KeyDerivationAlgorithm.HkdfSha256.Extract(shared, salt, pseudorandomKey);
        return pseudorandomKey;
    }

    internal static void Expand(ReadOnlySpan<byte> pseudorandomKey, ReadOnlySpan<byte> info, Span<byte> key) =>
        KeyDerivationAlgorithm.HkdfSha256.Expand(pseudorandomKey, info, key);
}
