using System.Net;
using VwMesh.Model;

namespace VwMesh.Checks;

/// <summary>How prefixes lie to each other.</summary>
internal static class Prefixes
{
    internal static bool Contains(this IPNetwork outer, IPNetwork inner) => outer.PrefixLength <= inner.PrefixLength && outer.Contains(inner.BaseAddress);

    /// <summary>The pools of a network that there are.</summary>
    internal static IEnumerable<IPNetwork> Pools(this Network network) =>
        new[] { network.AddressPoolIPv4, network.AddressPoolIPv6 }.OfType<IPNetwork>();
}
