using NSec.Cryptography;

namespace VwMesh.Model;

/// <summary>The base-point multiplication of RFC 7748.</summary>
internal static class X25519
{
    internal static byte[] PublicKeyOf(ReadOnlySpan<byte> privateKey)
    {
        using var key = Key.Import(KeyAgreementAlgorithm.X25519, privateKey, KeyBlobFormat.RawPrivateKey);
        return key.PublicKey.Export(KeyBlobFormat.RawPublicKey);
    }
}
