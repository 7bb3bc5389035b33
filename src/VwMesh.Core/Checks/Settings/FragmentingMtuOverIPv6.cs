using System.Globalization;
using System.Net.Sockets;
using VwMesh.Links;

namespace VwMesh.Checks.Settings;

/// <summary>The MTU suits IPv4 alone, and host names of endpoints may lead to IPv6.</summary>
internal sealed class FragmentingMtuOverIPv6() : NetworkCheck("VW2003", Severity.Information)
{
    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        var (mtu, nodes) = (mesh.Network.VxlanMtu, mesh.Network.Nodes);
        if (mtu is > PathMtu.OverIPv6 and <= PathMtu.OverIPv4
            && nodes.Any(n => n.Endpoint is { Address: null })
            && !nodes.Any(n => n.Endpoint?.Address?.AddressFamily == AddressFamily.InterNetworkV6))
        {
            yield return new Finding(
                string.Create(CultureInfo.InvariantCulture,
                    $"An MTU of {mtu} inside fits paths of 1500 bytes over IPv4; over IPv6, which host names of endpoints may lead to, full frames are fragmented."),
                string.Create(CultureInfo.InvariantCulture, $"Set-VwNetwork -VxlanMtu {PathMtu.OverIPv6}, unless no endpoint's name has an IPv6 address."),
                Key: PathMtu.Key);
        }
    }
}
