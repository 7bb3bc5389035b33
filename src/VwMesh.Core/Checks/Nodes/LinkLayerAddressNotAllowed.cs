using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>What comes from a link-layer address that is not in AllowedIPs, the peers drop.</summary>
internal sealed class LinkLayerAddressNotAllowed() : NetworkCheck("VW3019", Severity.Error)
{
    internal override IEnumerable<Finding> Find(Mesh mesh) =>
        from node in mesh.Network.Nodes
        from address in node.LinkLayerAddress
        where !node.AllowedIPs.Any(p => p.Contains(address.Address))
        select new Finding(
            $"The link-layer address {address.Address} of node {Quoted.Show(node.Name)} is not in its AllowedIPs; the others drop what it sends.",
            $"Set-VwNode -LinkLayerAddress {address} puts it there.",
            node.Name, AllowedPrefixes.Key);
}
