using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Reach;

/// <summary>Pairs without a link of their own: the virtual Ethernet is not one for them, and only routing through a third node connects them.</summary>
internal sealed class NotTransitive() : NetworkCheck("VW4003", Severity.Warning)
{
    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        if (mesh.Reach.ExampleOfIndirect() is var (one, other))
        {
            var count = mesh.Reach.Indirect;
            yield return new Finding(
                $"{Enumeration.Count(count, "pair of nodes has", "pairs of nodes have")} no direct link: {Quoted.Show(one.Name)} and {Quoted.Show(other.Name)}{(count > 1 ? ", for example" : "")} ({mesh.Between(one, other).Reason}); they reach each other only through a third node that routes.",
                "Run a routing daemon on all nodes, with split horizon off on the VXLAN interface (babeld: type tunnel split-horizon false); or let one of the two have an endpoint, or unblock them.");
        }
    }
}
