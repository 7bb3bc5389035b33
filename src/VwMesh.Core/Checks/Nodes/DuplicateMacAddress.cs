using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>The same hardware address follows from two keys.</summary>
internal sealed class DuplicateMacAddress() : NetworkCheck("VW3007", Severity.Error)
{
    internal override IEnumerable<Finding> Find(Mesh mesh) =>
        Duplicates.Of(mesh.Network.Nodes.Where(n => n.PublicKey is not null).DistinctBy(n => n.PublicKey).Select(n => (n, n.MacAddress!.Value))).Select(d => new Finding(
            $"From the key of node {Quoted.Show(d.Node.Name)} follows the MAC address {d.Value}, as it does for {Quoted.Show(d.First.Name)}; frames for the two are mixed up.",
            "Update-VwNodeKey -NoOverlap gives it another key, and with it another MAC address.",
            d.Node.Name, "PrivateKey"));
}
