using VwMesh.Addressing;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>The network has a pool, and a node has no address in it. Further addresses outside are the user's own matter.</summary>
internal sealed class AddressOutsidePool() : NetworkCheck("VW3012", Severity.Warning)
{
    internal override IEnumerable<Finding> Find(Mesh mesh) => Allotter.OutsidePool(mesh.Network).Select(node => new Finding(
        $"Node {Quoted.Show(node.Name)} has no address in the pool {mesh.Network.AddressPoolIPv4}{(node.Address.Count == 0 ? "" : $", but {node.Address}")}; the others do not reach it there.",
        $"Give it one with Set-VwNode -Address, or renumber all with Set-VwNetwork -AddressPoolIPv4 {mesh.Network.AddressPoolIPv4} -Renumber.",
        node.Name, "Address"));
}
