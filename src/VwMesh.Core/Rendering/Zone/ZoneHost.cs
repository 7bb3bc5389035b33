using System.Net;
using VwMesh.Addressing;
using VwMesh.Model;

namespace VwMesh.Rendering.Zone;

/// <summary>A node as DNS knows it.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="NodeName">Its name in the network.</param>
/// <param name="Descriptions">Its descriptions, for a TXT record each.</param>
/// <param name="Addresses">
/// Its addresses, but for those that mean something on one link only, each with the pool or prefix it is of, and the network.
/// </param>
internal sealed record ZoneHost(
    DomainName Name, string NodeName, IReadOnlyList<string> Descriptions, IReadOnlyList<(IPAddress Address, IPNetwork Prefix, Network Network)> Addresses)
{
    internal static ZoneHost Of(Node node, ZoneSource source)
    {
        IPNetwork?[] pools = [source.Network.AddressPoolIPv4, source.Network.AddressPoolIPv6];
        var addresses = node.AllAddresses
            .Where(a => !IsOfOneLink(a.Address))
            .Select(a => (a.Address, pools.FirstOrDefault(pool => pool?.Contains(a.Address) == true) ?? a.GetNetwork(), source.Network));
        return new ZoneHost(source.Domain.Host(node.Name), node.Name, node.Description is null ? [] : [node.Description], [.. addresses]);
    }

    // RFC 4472, section 2.1: link-local addresses are not published, since a resolver elsewhere can do nothing with them.
    private static bool IsOfOneLink(IPAddress address) => address.IsIPv6LinkLocal || LinkLayerPool.Range.Contains(address);
}
