using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>The key is so regular that nobody drew it at random.</summary>
internal sealed class WeakPrivateKey() : NetworkCheck("VW3002", Severity.Error)
{
    internal override IEnumerable<Finding> Find(Mesh mesh) => mesh.Network.Nodes.Where(n => n.PrivateKey is { LooksRandom: false }).Select(node => new Finding(
        $"The private key of node {Quoted.Show(node.Name)} repeats the same few bytes; whoever guesses it is the node.",
        "Update-VwNodeKey -NoOverlap gives it a new one.",
        node.Name, "PrivateKey"));
}
