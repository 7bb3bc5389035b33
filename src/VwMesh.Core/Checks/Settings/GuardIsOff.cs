using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Settings;

/// <summary>Nothing of ours closes the VXLAN port.</summary>
internal sealed class GuardIsOff() : NetworkCheck("VW2005", Severity.Warning)
{
    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        if (mesh.Network.Guard == Guard.None)
        {
            yield return new Finding(
                $"Without a guard, whoever reaches UDP port {mesh.Network.VxlanPort} of a node and guesses the VNI joins the mesh in clear text, around WireGuard.",
                "Set-VwNetwork -Guard Nftables (or Iptables), unless a firewall on every node closes the port to all but the WireGuard interface.",
                Key: "Guard");
        }
    }
}
