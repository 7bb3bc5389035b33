using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace VwMesh.Benchmarks;

/// <summary>libsodium's base-point multiplication by itself: the measure of what deriving keys must cost.</summary>
internal static class BasePoint
{
    internal static void Multiply(int times)
    {
        var secret = RandomNumberGenerator.GetBytes(32);
        var result = new byte[32];
        for (var i = 0; i < times; i++)
        {
            if (crypto_scalarmult_base(result, secret) != 0)
                throw new CryptographicException("libsodium refused the multiplication.");
        }
    }

    [DllImport("libsodium")]
    private static extern int crypto_scalarmult_base(byte[] result, byte[] secret);
}
