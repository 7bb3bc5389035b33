using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Reach;

/// <summary>Pairs in a mesh with rules or relays that have neither a tunnel nor a way over relays.</summary>
internal sealed class PairsWithoutPath() : NetworkCheck("VW4006", Severity.Warning)
{
    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        if (mesh.HasShape && mesh.Reach.WithoutPath is { } apart)
        {
            yield return new Finding(
                $"{Enumeration.Count(apart.Count, "pair of nodes has", "pairs of nodes have")} neither a tunnel nor a way over relays: {Quoted.Show(apart.One.Name)} and {Quoted.Show(apart.Other.Name)}{(apart.Count > 1 ? ", for example" : "")} ({mesh.Between(apart.One, apart.Other).Reason}). Frames between them are lost.",
                "Set-VwNode -Relay for a node that has tunnels with both, Set-VwNetwork -Peering for a rule that allows a tunnel, or Block-VwPeer where they shall not reach each other.");
        }
    }
}
