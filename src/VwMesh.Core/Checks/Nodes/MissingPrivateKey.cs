using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>Without a key a node has no configuration, and is missing from all others.</summary>
internal sealed class MissingPrivateKey() : NetworkCheck("VW3001", Severity.Error)
{
    internal override IEnumerable<Finding> Find(Mesh mesh) => mesh.Network.Nodes.Where(n => n.PublicKey is null).Select(node => new Finding(
        $"Node {Quoted.Show(node.Name)} has no private key.",
        "Update-VwNodeKey gives it one; Set-VwNode -PrivateKeyPath takes one from a file.",
        node.Name, "PrivateKey"));
}
