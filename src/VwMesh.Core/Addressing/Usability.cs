using System.Net;
using System.Net.Sockets;
using VwMesh.Model;

namespace VwMesh.Addressing;

/// <summary>The reasons why no host can have an address, why nobody reaches an endpoint, and why a pool has no addresses to give.</summary>
internal static class Usability
{
    private static readonly IPNetwork LinkLocalIPv6 = IPNetwork.Parse("fe80::/10");

    /// <summary>Why no node can have an address, or <see langword="null"/>.</summary>
    /// <param name="address">The address.</param>
    /// <param name="pools">The network's pools, whose own network and broadcast addresses no node can have whatever the length of its prefix.</param>
    internal static string? FaultOf(InterfaceAddress address, IReadOnlyList<IPNetwork> pools) =>
        SpecialAddress.FaultOf(address.Address) ?? FaultIn(address.GetNetwork(), address.Address)
        ?? pools.Where(pool => pool.Contains(address.Address)).Select(pool => FaultIn(pool, address.Address)).FirstOrDefault(fault => fault is not null);

    /// <summary>Why nobody reaches an endpoint, or <see langword="null"/>.</summary>
    internal static string? FaultOf(Endpoint endpoint)
    {
        if (endpoint.Address is { } address)
            return address.IsIPv6LinkLocal ? "a link-local address, which means something only together with an interface" : SpecialAddress.FaultOf(address);
        var host = endpoint.Host.TrimEnd('.').ToLowerInvariant();
        return host == "localhost" || host.EndsWith(".localhost", StringComparison.Ordinal) ? "the name every host has for itself" : null;
    }

    /// <summary>Whether an endpoint is an address of the mesh itself.</summary>
    internal static bool IsInsideMesh(Endpoint endpoint, IReadOnlyList<IPNetwork> pools, Func<IPAddress, bool> isOfNode) =>
        endpoint.Address is { } address && (isOfNode(address) || LinkLayerPool.Range.Contains(address) || pools.Any(p => p.Contains(address)));

    /// <summary>Why a pool has no addresses for nodes, or <see langword="null"/>.</summary>
    internal static string? FaultOfPool(IPNetwork pool) =>
        SpecialAddress.RangeIn(pool) is { } special ? $"it holds {special}, where no host can have an address for others"
        : NetworkPrefix.Overlap(pool, LinkLayerPool.Range) ? $"it overlaps {LinkLayerPool.Range}, where the tunnels' own link-layer addresses are"
        : NetworkPrefix.Overlap(pool, LinkLocalIPv6) ? $"it overlaps {LinkLocalIPv6}, whose addresses mean something only together with an interface"
        : pool is { PrefixLength: 32, BaseAddress.AddressFamily: AddressFamily.InterNetwork } ? "one address is not a pool"
        : null;

    private static string? FaultIn(IPNetwork prefix, IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            return prefix.PrefixLength < 127 && prefix.BaseAddress.Equals(address) ? $"that of every router in {prefix} (RFC 4291)" : null;
        return prefix.PrefixLength >= 31 ? null
            : prefix.BaseAddress.Equals(address) ? $"the address of the network {prefix} itself"
            : HostRange.ToNumber(address) == (HostRange.ToNumber(prefix.BaseAddress) | (uint)(0xffffffffUL >> prefix.PrefixLength)) ? $"the broadcast address of {prefix}"
            : null;
    }
}
