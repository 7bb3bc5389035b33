using System.Net.Sockets;
using VwMesh.Links;

namespace VwMesh.Checks.Reach;

/// <summary>Some nodes are reached over IPv4 alone and others over IPv6 alone; whoever lacks one family does not reach those.</summary>
internal sealed class MixedAddressFamilies() : NetworkCheck("VW4004", Severity.Information)
{
    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        var nodes = mesh.Network.Nodes.Where(n => n.Endpoint?.Address is not null).ToLookup(n => n.Endpoint!.Address!.AddressFamily, n => n.Name);
        string[] overIPv4 = [.. nodes[AddressFamily.InterNetwork]], overIPv6 = [.. nodes[AddressFamily.InterNetworkV6]];
        if (overIPv4.Length > 0 && overIPv6.Length > 0)
        {
            yield return new Finding(
                $"The endpoints of {Enumeration.Of(overIPv4)} are IPv4, those of {Enumeration.Of(overIPv6)} IPv6; a node that has only one of the two does not reach the others.",
                "Nothing, if all nodes have both; otherwise use host names that have addresses of both families.");
        }
    }
}
