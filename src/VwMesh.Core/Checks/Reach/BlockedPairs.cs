using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Reach;

/// <summary>Pairs that were forbidden on purpose, with the same effect as those that can have no link.</summary>
internal sealed class BlockedPairs() : NetworkCheck("VW4005", Severity.Information)
{
    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        if (mesh.Reach.BlockedApart is { } apart)
        {
            yield return new Finding(
                $"{Enumeration.Count(apart.Count, "pair of nodes is", "pairs of nodes are")} blocked: {Quoted.Show(apart.One.Name)} and {Quoted.Show(apart.Other.Name)}{(apart.Count > 1 ? ", for example" : "")}; they reach each other only through a third node that routes.",
                "Nothing, if they shall not reach each other, or a routing daemon runs on all nodes with split horizon off on the VXLAN interface (babeld: type tunnel split-horizon false); otherwise Unblock-VwPeer.");
        }
    }
}
