using System.Net;
using VwMesh.Model;

namespace VwMesh.Addressing;

/// <summary>Addresses that no host can have for others (RFC 6890; IANA's special-purpose registries).</summary>
internal static class SpecialAddress
{
    private static readonly (IPNetwork Range, string What)[] Ranges =
    [
        (IPNetwork.Parse("0.0.0.0/8"), "no address of a host"),
        (IPNetwork.Parse("127.0.0.0/8"), "a loopback address, which every host has for itself"),
        (IPNetwork.Parse("224.0.0.0/4"), "a multicast address"),
        (IPNetwork.Parse("240.0.0.0/4"), "reserved"),
        (IPNetwork.Parse("::/128"), "no address of a host"),
        (IPNetwork.Parse("::1/128"), "the loopback address, which every host has for itself"),
        (IPNetwork.Parse("::ffff:0:0/96"), "an IPv4 address in IPv6's clothes"),
        (IPNetwork.Parse("ff00::/8"), "a multicast address"),
    ];

    /// <summary>A range of theirs that a prefix overlaps, or <see langword="null"/>.</summary>
    internal static IPNetwork? RangeIn(IPNetwork prefix)
    {
        foreach (var (range, _) in Ranges)
        {
            if (range.BaseAddress.AddressFamily == prefix.BaseAddress.AddressFamily && (Holds(range, prefix) || Holds(prefix, range)))
                return range;
        }
        return null;
    }

    // IPNetwork.Contains is wrong about IPv4 addresses that are mapped into IPv6.
    private static bool Holds(IPNetwork outer, IPNetwork inner) =>
        outer.PrefixLength <= inner.PrefixLength && AddressText.NetworkOf(inner.BaseAddress, outer.PrefixLength).BaseAddress.Equals(outer.BaseAddress);

    internal static string? FaultOf(IPAddress address)
    {
        foreach (var (range, what) in Ranges)
        {
            if (range.Contains(address))
                return what;
        }
        return null;
    }
}
