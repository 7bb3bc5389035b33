using System.Net;
using System.Net.Sockets;
using VwMesh.Addressing;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>An address that means something else than one host: a network, a broadcast, a group, the host itself.</summary>
internal sealed class UnusableAddress() : NetworkCheck("VW3013", Severity.Error)
{
    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        var pools = mesh.Network.Pools().ToList();
        return from node in mesh.Network.Nodes
               from address in node.Address
               let fault = SpecialAddress.FaultOf(address.Address) ?? FaultIn(address.GetNetwork(), address.Address) ?? FaultIn(pools, address.Address)
               where fault is not null
               select new Finding(
                   $"Node {Quoted.Show(node.Name)} has the address {address}, which is {fault}.",
                   "Give it the address of a host with Set-VwNode -Address.",
                   node.Name, "Address");
    }

    private static string? FaultIn(List<IPNetwork> pools, IPAddress address)
    {
        foreach (var pool in pools)
        {
            if (pool.Contains(address) && FaultIn(pool, address) is { } fault)
                return fault;
        }
        return null;
    }

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
