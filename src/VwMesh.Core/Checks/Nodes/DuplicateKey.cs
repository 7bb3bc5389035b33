using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>Two nodes have the same key, and for WireGuard are one peer.</summary>
internal sealed class DuplicateKey() : NetworkCheck("VW3006", Severity.Error)
{
    internal override IEnumerable<Finding> Find(Mesh mesh) =>
        Duplicates.Of(mesh.Network.Nodes.SelectMany(n => new[] { n.PublicKey, n.PreviousPublicKey }.OfType<PublicKey>().Select(key => (n, key)))).Select(d => new Finding(
            $"Node {Quoted.Show(d.Node.Name)} has the same key as {Quoted.Show(d.First.Name)}; WireGuard takes the two for one peer, and MAC and IPv6 address are the same too.",
            "Update-VwNodeKey -NoOverlap gives it one of its own.",
            d.Node.Name, "PrivateKey"));
}
