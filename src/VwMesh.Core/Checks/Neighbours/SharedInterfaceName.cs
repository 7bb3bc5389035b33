using VwMesh.Model;

namespace VwMesh.Checks.Neighbours;

/// <summary>The VXLAN interface of network NAME is called vNAME. No machine can also be in a network called vNAME.</summary>
internal sealed class SharedInterfaceName() : NeighbourCheck("VW5009", Severity.Error)
{
    internal override IEnumerable<Finding> Find(Network network, IReadOnlyList<Network> neighbours) =>
        from neighbour in neighbours
        where neighbour.Name == "v" + network.Name || network.Name == "v" + neighbour.Name
        let shared = network.SharedWith(neighbour).Select(p => p.Own.Name).Distinct().ToList()
        where shared.Count > 0
        select new Finding(
            $"Network {Quoted.Show(neighbour.Name)} needs an interface of the same name, and {Enumeration.Of(shared)} {(shared.Count == 1 ? "is" : "are")} in both; the second network does not start there.",
            "Make one of the networks again under another name: New-VwNetwork, then Get-VwNode | Add-VwNode.");
}
