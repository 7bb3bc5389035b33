using System.Net;

namespace VwMesh.Model;

/// <summary>The IPv6 address that follows from a public key: the pool's prefix, and the key's last 16 bytes where the pool leaves bits free.</summary>
internal static class DerivedAddress
{
    internal static InterfaceAddress In(IPNetwork pool, PublicKey key)
    {
        var bytes = pool.BaseAddress.GetAddressBytes();
        var tail = key.Bytes[^16..];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] |= (byte)(tail[i] & (0xff >> Math.Clamp(pool.PrefixLength - (i * 8), 0, 8)));
        return new InterfaceAddress(new IPAddress(bytes), pool.PrefixLength);
    }
}
