using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>A node without a key has no configuration and is not a peer of any node.</summary>
internal sealed class MissingPrivateKey() : NetworkCheck("VW3001", Severity.Warning)
{
    internal override IEnumerable<Finding> Find(Mesh mesh) => mesh.Network.Nodes.Where(n => n.PublicKey is null).Select(node => new Finding(
        $"Node {Quoted.Show(node.Name)} has no key yet: it gets no configuration, and is not a peer of any node.",
        "Register-VwNode makes one on the node; Update-VwNodeKey makes one in the file of the network.",
        node.Name, "PrivateKey"));
}
