using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>wg-quick writes the running state over the file when the interface goes down (wg-quick(8), SaveConfig).</summary>
internal sealed class SaveConfigIsOn() : NetworkCheck("VW3027", Severity.Warning)
{
    internal override IEnumerable<Finding> Find(Mesh mesh) => mesh.Network.Nodes.Where(n => n.SaveConfig).Select(node => new Finding(
        $"SaveConfig is on at node {Quoted.Show(node.Name)}: at the next restart wg-quick writes the old state over a new file, which is lost.",
        "Set-VwNode -SaveConfig:$false.",
        node.Name, "SaveConfig"));
}
