using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Settings;

/// <summary>iptables takes a trailing plus for a pattern.</summary>
internal sealed class GuardTakesNameForPattern() : NetworkCheck("VW2006", Severity.Error)
{
    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        if (mesh.Network.Guard == Guard.Iptables && mesh.Network.Name.EndsWith('+'))
        {
            yield return new Finding(
                $"iptables takes {Quoted.Show(mesh.Network.Name)} for every interface whose name begins so, and the guard would let them all in.",
                "Set-VwNetwork -Guard Nftables, or rename the network's file.",
                Key: "Guard");
        }
    }
}
