using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>A node has changed its key, and its peers still accept the key before it.</summary>
internal sealed class PreviousKeyAccepted() : NetworkCheck("VW3047", Severity.Information)
{
    internal override IEnumerable<Finding> Find(Mesh mesh) => mesh.Network.Nodes.Where(n => n.PreviousPublicKey is not null).Select(node => new Finding(
        $"The peers of node {Quoted.Show(node.Name)} accept its previous key beside the new one.",
        "When every node is deployed, Update-VwNodeKey -RemovePrevious and another deployment end this.",
        node.Name, "PreviousPublicKey"));
}
