using System.Net;
using System.Net.Sockets;

namespace VwMesh.Model;

/// <summary>Reads prefixes as <c>wg</c> and vwgen do: bits beyond the length are dropped, an address alone is /32 or /128.</summary>
public static class NetworkPrefix
{
    /// <summary>Reads one of a peer's allowed IPs.</summary>
    /// <param name="text">A prefix such as <c>10.200.0.0/24</c>, <c>fd00::/48</c> or <c>169.254.1.1</c>.</param>
    /// <returns>The prefix, host bits zero.</returns>
    /// <exception cref="VwMeshException">The text is not a prefix (<c>InvalidAllowedIPs</c>).</exception>
    public static IPNetwork ParseAllowedIP(string text) =>
        TryParse(text) ?? throw VwMeshException.Invalid("InvalidAllowedIPs",
            $"{Quoted.Show(text)} is not a prefix; write it like 10.200.0.0/24 or fd00:1::/48.", text);

    /// <summary>Reads a network behind a node.</summary>
    /// <param name="text">A prefix with its length, such as <c>192.168.10.0/24</c>.</param>
    /// <returns>The prefix, host bits zero.</returns>
    /// <exception cref="VwMeshException">The text is not a prefix, or nodes cannot route it (<c>InvalidSubnets</c>).</exception>
    public static IPNetwork ParseSubnet(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Contains('/', StringComparison.Ordinal) || TryParse(text) is not { } prefix)
            throw VwMeshException.Invalid("InvalidSubnets", $"{Quoted.Show(text)} is not a prefix with a length; write it like 192.168.10.0/24 or fd00:1::/64.", text);
        if (prefix.PrefixLength == 0)
        {
            throw VwMeshException.Invalid("InvalidSubnets",
                $"{Quoted.Show(text)} holds every address, those of the tunnels' endpoints too; name the networks behind the node, such as 192.168.10.0/24.", text);
        }
        return Unroutable.FirstOrDefault(r => Overlap(r, prefix)) is { PrefixLength: > 0 } range
            ? throw VwMeshException.Invalid("InvalidSubnets", $"{Quoted.Show(text)} overlaps {range}, whose addresses no host routes to another.", text)
            : prefix;
    }

    /// <summary>Reads one of a peer's allowed IPs.</summary>
    /// <param name="text">A prefix such as <c>10.200.0.0/24</c>.</param>
    /// <returns>The prefix, host bits zero; <see langword="null"/> for another text.</returns>
    public static IPNetwork? TryParseAllowedIP(string text) => TryParse(text);

    /// <summary>Reads an IPv4 address pool.</summary>
    /// <param name="text">A prefix such as <c>172.20.10.0/24</c>.</param>
    /// <returns>The pool, host bits zero.</returns>
    /// <exception cref="VwMeshException">The text is not an IPv4 prefix (<c>InvalidAddressPoolIPv4</c>).</exception>
    public static IPNetwork ParsePoolIPv4(string text) =>
        TryParsePool(text, AddressFamily.InterNetwork) ?? throw VwMeshException.Invalid("InvalidAddressPoolIPv4",
            $"{Quoted.Show(text)} is not an IPv4 pool; write it like 172.20.10.0/24.", text);

    /// <summary>Reads an IPv6 address pool.</summary>
    /// <param name="text">A prefix such as <c>2001:db8:42::/64</c>.</param>
    /// <returns>The pool, host bits zero.</returns>
    /// <exception cref="VwMeshException">The text is not an IPv6 prefix (<c>InvalidAddressPoolIPv6</c>).</exception>
    public static IPNetwork ParsePoolIPv6(string text) =>
        TryParsePool(text, AddressFamily.InterNetworkV6) ?? throw VwMeshException.Invalid("InvalidAddressPoolIPv6",
            $"{Quoted.Show(text)} is not an IPv6 pool; write it like 2001:db8:42::/64.", text);

    /// <summary>Whether prefixes have addresses in common.</summary>
    internal static bool Overlap(IPNetwork one, IPNetwork other) =>
        one.BaseAddress.AddressFamily == other.BaseAddress.AddressFamily && (one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress));

    // This host, loopback, link-local and multicast (RFC 6890).
    private static IPNetwork[] Unroutable { get; } =
        [.. new[] { "0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "::1/128", "fe80::/10", "ff00::/8" }.Select(r => IPNetwork.Parse(r))];

    private static IPNetwork? TryParsePool(string text, AddressFamily family) =>
        text.Contains('/', StringComparison.Ordinal) && TryParse(text) is { } pool && pool.BaseAddress.AddressFamily == family ? pool : null;

    private static IPNetwork? TryParse(string text) =>
        AddressText.TryParsePrefix(text, out var address, out var length) ? AddressText.NetworkOf(address, length) : null;
}
