using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Reach;

/// <summary>
/// Pairs that can have no link of their own: the virtual Ethernet is not one for them, and only routing through a third node connects them.
/// </summary>
internal sealed class NotTransitive() : NetworkCheck("VW4003", Severity.Warning)
{
    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        if (!mesh.HasShape && mesh.Reach.ImpossibleApart is { } apart)
        {
            yield return new Finding(
                $"{Enumeration.Count(apart.Count, "pair of nodes has", "pairs of nodes have")} no direct link: {Quoted.Show(apart.One.Name)} and {Quoted.Show(apart.Other.Name)}{(apart.Count > 1 ? ", for example" : "")} ({mesh.Between(apart.One, apart.Other).Reason}); they reach each other only through a third node that routes.",
                "Run a routing daemon on all nodes, with split horizon off on the VXLAN interface (babeld: type tunnel split-horizon false); or let one of the two have an endpoint; or let a node that both dial forward for them: Set-VwNode -Relay.");
        }
    }
}
