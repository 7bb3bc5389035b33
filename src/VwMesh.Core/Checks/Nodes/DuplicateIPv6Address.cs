using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>The same IPv6 address follows from two keys, as happens in a narrow pool.</summary>
internal sealed class DuplicateIPv6Address() : NetworkCheck("VW3008", Severity.Error)
{
    internal override IEnumerable<Finding> Find(Mesh mesh) =>
        Duplicates.Of(mesh.Network.Nodes.DistinctBy(n => n.PublicKey).Select(n => (Node: n, n.IPv6Address?.Address)).Where(held => held.Address is not null).Select(held => (held.Node, held.Address!))).Select(d => new Finding(
            $"From the key of node {Quoted.Show(d.Node.Name)} follows the address {d.Value} in the pool {mesh.Network.AddressPoolIPv6}, as it does for {Quoted.Show(d.First.Name)}.",
            "Update-VwNodeKey -NoOverlap gives it another key, and with it another address; a pool of /64 makes it unlikely to happen again.",
            d.Node.Name, "PrivateKey"));
}
