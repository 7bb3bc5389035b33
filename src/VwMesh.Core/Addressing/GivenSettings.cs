using System.Globalization;
using System.Net;
using VwMesh.Model;

namespace VwMesh.Addressing;

/// <summary>Judges settings that a user gives, beside the network they are for: what Test-VwNetwork would report as an error is refused at once.</summary>
public static class GivenSettings
{
    // Every host takes an IPv4 packet of this size (RFC 791), and IPv6 has no smaller links (RFC 8200, section 5).
    private const int LeastMtu = 576;
    private const int LeastMtuOfIPv6 = 1280;

    /// <summary>Judges the settings of a node.</summary>
    /// <param name="draft">The network.</param>
    /// <param name="name">The node's name; the network need not have it yet.</param>
    /// <param name="change">The settings.</param>
    /// <returns>The settings, in which each address has the length of its prefix.</returns>
    /// <exception cref="VwMeshException">
    /// An address without a length is in no pool (<c>AddressWithoutLength</c>); no node can have an address (<c>UnusableAddress</c>); nobody reaches an endpoint
    /// (<c>UnusableEndpoint</c>), or it is in the mesh (<c>EndpointInsideMesh</c>); a private key is the public key of a node (<c>PublicKeyAsPrivate</c>).
    /// </exception>
    public static NodeChange Accept(NetworkDraft draft, string name, NodeChange change)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(change);
        var pools = new[] { draft.Settings.AddressPoolIPv4, draft.Settings.AddressPoolIPv6 }.OfType<IPNetwork>().ToList();
        var before = draft.Find(name);
        if (change.Address is { } addresses)
            change = change with { Address = addresses.Select(a => Accept(a, pools, before)).Distinct().ToValueList() };
        if (change.Endpoint is { Length: > 0 } text)
            RequireOutside(text, pools, draft, name, change);
        if (change.PrivateKey is { } key && draft.Nodes.FirstOrDefault(node => key.HasBytesOf(node.PublicKey)) is { } owner)
        {
            throw new VwMeshException("PublicKeyAsPrivate", ErrorKind.InvalidArgument,
                $"This is the public key of node {Quoted.Show(owner.Name)}, and a private key is needed; New-VwKey draws one.", name);
        }
        return change;
    }

    /// <summary>Judges a pool.</summary>
    /// <param name="pool">The pool.</param>
    /// <returns>The pool.</returns>
    /// <exception cref="VwMeshException">It has no addresses for nodes (<c>UnusablePool</c>).</exception>
    public static IPNetwork AcceptPool(IPNetwork pool) => Usability.FaultOfPool(pool) is not { } fault ? pool
        : throw new VwMeshException("UnusablePool", ErrorKind.InvalidArgument,
            $"{pool} cannot be a pool: {fault}. Take a private range such as 10.20.0.0/22, or a unique local one such as fd42:1:2:3::/64.", pool);

    /// <summary>Judges the MTU of a network.</summary>
    /// <param name="network">The network.</param>
    /// <exception cref="VwMeshException">It is too small for IPv4, or for the IPv6 that the network has (<c>UnusableMtu</c>).</exception>
    public static void RequireMtu(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var (least, protocol) = network.AddressPoolIPv6 is null ? (LeastMtu, "IPv4") : (LeastMtuOfIPv6, "IPv6, for which the network has a pool,");
        if (network.VxlanMtu < least)
        {
            throw new VwMeshException("UnusableMtu", ErrorKind.InvalidArgument, string.Create(CultureInfo.InvariantCulture,
                $"An MTU of {network.VxlanMtu} is too small: {protocol} needs {least} bytes at least. {NetworkDefaults.VxlanMtu} suits paths of 1500 bytes."), network.VxlanMtu);
        }
    }

    private static InterfaceAddress Accept(InterfaceAddress address, List<IPNetwork> pools, Node? before)
    {
        if (address.TakesLengthOfPool)
        {
            address = pools.FindIndex(p => p.Contains(address.Address)) is >= 0 and var i ? new InterfaceAddress(address.Address, pools[i].PrefixLength)
                : throw new VwMeshException("AddressWithoutLength", ErrorKind.InvalidArgument,
                    $"{address.Address} has no prefix length, and is in {(pools.Count == 0 ? "no pool, since the network has none" : $"neither pool of the network ({string.Join(", ", pools)})")}; write the length, such as {address.Address}/{(address.PrefixLength == 32 ? 24 : 64)}.",
                    address.Address);
        }
        return before?.Address.Contains(address) == true || Usability.FaultOf(address, pools) is not { } fault ? address
            : throw new VwMeshException("UnusableAddress", ErrorKind.InvalidArgument, $"{address} cannot be the address of a node: it is {fault}.", address);
    }

    private static void RequireOutside(string text, List<IPNetwork> pools, NetworkDraft draft, string name, NodeChange change)
    {
        var endpoint = Endpoint.Parse(text, defaultPort: 1);
        if (Usability.FaultOf(endpoint) is { } fault)
        {
            throw new VwMeshException("UnusableEndpoint", ErrorKind.InvalidArgument,
                $"Nobody else reaches node {Quoted.Show(name)} at {Quoted.Show(text)}: it is {fault}. Give the address or name at which its peers reach it, or none.", text);
        }
        if (Usability.IsInsideMesh(endpoint, pools, address => (change.Address ?? []).Concat(draft.Nodes.SelectMany(n => n.Address)).Any(a => a.Address.Equals(address))))
        {
            throw new VwMeshException("EndpointInsideMesh", ErrorKind.InvalidArgument,
                $"{Quoted.Show(text)} is an address of the mesh itself, which is reached through the endpoints. Give the address that node {Quoted.Show(name)} has outside of the mesh.", text);
        }
    }
}
