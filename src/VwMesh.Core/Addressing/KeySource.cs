using System.Net;
using VwMesh.Model;

namespace VwMesh.Addressing;

/// <summary>Draws keys until what is derived from one, MAC and IPv6 address, is no other node's.</summary>
internal sealed class KeySource(IPNetwork? pool, AddressRegister register)
{
    // A pool with more host bits than this cannot fill up; below it its free places are counted, so that a full one is no endless loop.
    private const int CountableHostBits = 24;

    private long _free;

    /// <summary>A new key.</summary>
    /// <exception cref="VwMeshException">The IPv6 pool has no place for another derived address (<c>AddressPoolFull</c>).</exception>
    internal PrivateKey Next()
    {
        if (pool is { } narrow && 128 - narrow.PrefixLength <= CountableHostBits && --_free < 0)
            _free = RequireFreePlaces(narrow) - 1;
        while (true)
        {
            var key = PrivateKey.Generate();
            var address = pool is { } p ? DerivedAddress.In(p, key.PublicKey).Address : null;
            if (!IsRouterAnycast(address) && !register.IsDerivedTaken(MacAddress.FromPublicKey(key.PublicKey), address))
                return key;
        }
    }

    private long RequireFreePlaces(IPNetwork narrow)
    {
        // A public key is a number below 2^255 (RFC 7748, section 4.1): the highest bit of its last byte is never set.
        var hostBits = 128 - narrow.PrefixLength;
        var places = (1L << (hostBits < 8 ? hostBits : hostBits - 1)) - (IsRouterAnycast(narrow.BaseAddress) ? 1 : 0);
        var taken = register.CountTaken(address => narrow.Contains(address) && (hostBits < 8 || address.GetAddressBytes()[15] < 0x80));
        return places > taken ? places - taken : throw new VwMeshException("AddressPoolFull", ErrorKind.LimitsExceeded,
            $"The IPv6 pool {narrow} has no place for another node; give the network a larger one with Set-VwNetwork -AddressPoolIPv6, commonly a /64.", narrow);
    }

    // The first address of a prefix means every router on it (RFC 4291, section 2.6.1), but for links of two addresses (RFC 6164).
    private bool IsRouterAnycast(IPAddress? address) => pool is { PrefixLength: < 127 } p && p.BaseAddress.Equals(address);
}
