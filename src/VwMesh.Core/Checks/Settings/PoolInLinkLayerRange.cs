using VwMesh.Addressing;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Settings;

/// <summary>The pool lies where the link-layer addresses are, so that VXLAN's own packets would be routed into the VXLAN.</summary>
internal sealed class PoolInLinkLayerRange() : NetworkCheck("VW2008", Severity.Error)
{
    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        if (mesh.Network.AddressPoolIPv4 is { } pool && NetworkPrefix.Overlap(pool, LinkLayerPool.Range))
        {
            yield return new Finding(
                $"The pool {pool} overlaps {LinkLayerPool.Range}, where the tunnels' own link-layer addresses are; nodes would route the tunnels' packets into the mesh.",
                "Set-VwNetwork -AddressPoolIPv4 with a private range such as 10.20.0.0/22, and -Renumber.",
                Key: "AddressPoolIPv4");
        }
    }
}
