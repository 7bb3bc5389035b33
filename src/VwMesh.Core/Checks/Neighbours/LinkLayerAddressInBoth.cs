using VwMesh.Model;

namespace VwMesh.Checks.Neighbours;

/// <summary>Two networks without a common machine have the same link-layer addresses. The first machine that joins both loses packets.</summary>
internal sealed class LinkLayerAddressInBoth() : NeighbourCheck("VW5008", Severity.Warning)
{
    internal override IEnumerable<Finding> Find(Network network, IReadOnlyList<Network> neighbours) =>
        from neighbour in neighbours
        let clashes = LinkLayerClash.Between(network, neighbour).Where(c => !c.OnOneMachine).ToList()
        where clashes.Count > 0
        select new Finding(
            $"{Enumeration.Count(clashes.Count, "link-layer address is", "link-layer addresses are")} also in network {Quoted.Show(neighbour.Name)}, such as {clashes[0].Address} of nodes {Quoted.Show(clashes[0].Own.Name)} and {Quoted.Show(clashes[0].Other.Name)} there. A machine that joins both networks would lose packets.",
            "Nothing, if no machine will be in both networks; otherwise Set-VwNetwork -RenumberLinkLayer for one of them.");
}
