using VwMesh.Checks.Nodes;
using VwMesh.Model;

namespace VwMesh.Checks.Neighbours;

/// <summary>
/// A machine in two networks has two routes for the link-layer range. VXLAN sends frames for everyone by the interface of its flood list,
/// but frames for one host by the route, and that is the first network's: measured on Linux 6.18.
/// </summary>
internal sealed class SharedLinkLayerRange() : NeighbourCheck("VW5006", Severity.Warning)
{
    internal override IEnumerable<Finding> Find(Network network, IReadOnlyList<Network> neighbours) =>
        from neighbour in neighbours
        let shared = network.SharedWith(neighbour).Where(p => LinkLayer.IPv4Of(p.Own).Any(own =>
            LinkLayer.IPv4Of(p.Other).Any(other => Prefixes.Overlap(own.GetNetwork(), other.GetNetwork())))).Select(p => p.Own.Name).ToList()
        where shared.Count > 0
        select new Finding(
            $"{Enumeration.Of(shared)} {(shared.Count == 1 ? "is" : "are")} also in network {Quoted.Show(neighbour.Name)}, with link-layer addresses of the same range; if these are the same machines, frames of the network that starts second leave through the first.",
            "Give one of the networks link-layer addresses from another part of the range, such as 169.254.128.0/17 and 169.254.0.0/17, with Set-VwNode -LinkLayerAddress.",
            Key: LinkLayer.Key);
}
