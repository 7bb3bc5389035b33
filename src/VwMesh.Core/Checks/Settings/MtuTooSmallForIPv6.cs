using System.Globalization;
using System.Net.Sockets;
using VwMesh.Links;

namespace VwMesh.Checks.Settings;

/// <summary>IPv6 needs links of 1280 bytes (RFC 8200, section 5); Linux has no IPv6 on an interface with less, and the start fails there.</summary>
internal sealed class MtuTooSmallForIPv6() : NetworkCheck("VW2004", Severity.Error)
{
    private const int Least = 1280;

    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        var network = mesh.Network;
        if (network.VxlanMtu < Least
            && (network.AddressPoolIPv6 is not null || network.Nodes.Any(n => n.Address.Any(a => a.Address.AddressFamily == AddressFamily.InterNetworkV6))))
        {
            yield return new Finding(
                string.Create(CultureInfo.InvariantCulture, $"IPv6 needs an MTU of {Least} at least, and the network has {network.VxlanMtu}; setting an IPv6 address fails, and with it the start."),
                "Set-VwNetwork -VxlanMtu 1280 or more, or take IPv6 out: Set-VwNetwork -AddressPoolIPv6 '', and the nodes' own IPv6 addresses.",
                Key: PathMtu.Key);
        }
    }
}
