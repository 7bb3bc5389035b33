using VwMesh.Model;

namespace VwMesh.Addressing;

/// <summary>The IPv6 addresses that follow from the keys of a network's nodes, taken together.</summary>
public static class DerivedAddresses
{
    /// <summary>Checks that no two nodes get the same address, as they can in a narrow pool.</summary>
    /// <param name="network">The network.</param>
    /// <exception cref="VwMeshException">Two do (<c>AddressPoolTooNarrow</c>).</exception>
    public static void RequireDistinct(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network.AddressPoolIPv6 is not { } pool)
            return;
        var same = network.Nodes.GroupBy(n => n.IPv6Address).FirstOrDefault(g => g.Key is not null && g.Skip(1).Any());
        if (same is not null)
        {
            throw new VwMeshException("AddressPoolTooNarrow", ErrorKind.LimitsExceeded,
                $"In the IPv6 pool {pool} the nodes {string.Join(" and ", same.Take(2).Select(n => Quoted.Show(n.Name)))} would both be {same.Key!.Address}; use a wider pool, commonly a /64.",
                pool);
        }
    }
}
