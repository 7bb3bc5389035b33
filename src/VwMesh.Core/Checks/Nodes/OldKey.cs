using System.Globalization;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>A node has had its key for longer than a year.</summary>
internal sealed class OldKey() : NetworkCheck("VW3046", Severity.Information)
{
    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        var oldest = DateOnly.FromDateTime(DateTime.UtcNow).AddYears(-1);
        return mesh.Network.Nodes.Where(n => n.KeyDate < oldest).Select(node => new Finding(
            $"Node {Quoted.Show(node.Name)} has had its key since {node.KeyDate!.Value.ToString("O", CultureInfo.InvariantCulture)}, for longer than a year.",
            node.PrivateKey is null ? "Register-VwNode -NewKey makes another one on the node." : "Update-VwNodeKey gives it another one.",
            node.Name, "KeyDate"));
    }
}
