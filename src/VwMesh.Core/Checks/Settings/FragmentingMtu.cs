using System.Globalization;
using System.Net.Sockets;
using VwMesh.Links;

namespace VwMesh.Checks.Settings;

/// <summary>Full frames do not fit into one packet of the underlay: each becomes two, and where fragments are dropped, only small packets pass.</summary>
internal sealed class FragmentingMtu() : NetworkCheck("VW2002", Severity.Warning)
{
    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        var mtu = mesh.Network.VxlanMtu;
        var hasIPv6 = mesh.Network.Nodes.Any(n => n.Endpoint?.Address?.AddressFamily == AddressFamily.InterNetworkV6);
        var largest = hasIPv6 ? PathMtu.OverIPv6 : PathMtu.OverIPv4;
        if (mtu > largest)
        {
            yield return new Finding(
                string.Create(CultureInfo.InvariantCulture,
                    $"An MTU of {mtu} inside makes packets of {mtu + 1500 - largest} bytes outside{(hasIPv6 ? ", over IPv6" : "")}; on a path of 1500 bytes every full frame is two fragments, and where fragments are dropped only small packets pass."),
                string.Create(CultureInfo.InvariantCulture,
                    $"Set-VwNetwork -VxlanMtu {PathMtu.OverIPv6}{(hasIPv6 ? "" : $" ({PathMtu.OverIPv4} where no node is reached over IPv6)")}, and export to every node; leave it if all paths carry larger packets."),
                Key: PathMtu.Key);
        }
    }
}
