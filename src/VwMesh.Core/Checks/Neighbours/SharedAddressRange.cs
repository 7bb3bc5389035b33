using System.Net;
using VwMesh.Model;

namespace VwMesh.Checks.Neighbours;

/// <summary>A machine in two networks whose addresses overlap sends what is for the one into the other.</summary>
internal sealed class SharedAddressRange() : NeighbourCheck("VW5004", Severity.Warning)
{
    internal override IEnumerable<Finding> Find(Network network, IReadOnlyList<Network> neighbours) =>
        from neighbour in neighbours
        let clashes = network.SharedWith(neighbour).Select(p => (p.Own, Range: Clash(p.Own, p.Other))).Where(c => c.Range is not null).ToList()
        where clashes.Count > 0
        select new Finding(
            $"{clashes[0].Range} overlaps the addresses of network {Quoted.Show(neighbour.Name)} on nodes that are in both: {Enumeration.Of([.. clashes.Select(c => c.Own.Name)])}; packets for the one may go into the other.",
            "Give one of the networks another pool: Set-VwNetwork -AddressPoolIPv4 with -Renumber, or -AddressPoolIPv6.");

    private static IPNetwork? Clash(Node own, Node other)
    {
        var ranges = RangesOf(other).ToList();
        return RangesOf(own).Where(r => ranges.Exists(o => NetworkPrefix.Overlap(r, o))).Select(r => (IPNetwork?)r).FirstOrDefault();
    }

    private static IEnumerable<IPNetwork> RangesOf(Node node) => node.AllAddresses.Select(a => a.GetNetwork());
}
