using VwMesh.Checks.Nodes;
using VwMesh.Model;

namespace VwMesh.Checks.Neighbours;

/// <summary>A machine that is in both networks has, in one of them, the address of another machine in the other. Its kernel keeps what it sends there.</summary>
internal sealed class LinkLayerAddressOfAnotherMachine() : NeighbourCheck("VW5007", Severity.Error)
{
    internal override IEnumerable<Finding> Find(Network network, IReadOnlyList<Network> neighbours) =>
        from neighbour in neighbours
        from clash in LinkLayerClash.Between(network, neighbour)
        where clash.OnOneMachine
        select new Finding(
            $"Node {Quoted.Show(clash.Own.Name)} has the link-layer address {clash.Address}, which node {Quoted.Show(clash.Other.Name)} has in network {Quoted.Show(neighbour.Name)}. A machine is in both networks and takes the packets to the other machine for its own.",
            "Give one of the nodes another address with Set-VwNode -LinkLayerAddress, or all nodes of one network with Set-VwNetwork -RenumberLinkLayer.",
            clash.Own.Name, LinkLayer.Key);
}
