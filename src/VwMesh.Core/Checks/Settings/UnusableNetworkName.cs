using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Settings;

/// <summary>The network's name, which is its file's, cannot name the interfaces.</summary>
internal sealed class UnusableNetworkName() : NetworkCheck("VW2001", Severity.Error)
{
    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        var name = mesh.Network.Name;
        if (NetworkName.FaultOf(name) is { } fault)
        {
            yield return new Finding(
                $"The name {Quoted.Show(name)} cannot name the interfaces on the nodes: {fault}.",
                "Rename the file; its name without the extension is the network's.");
        }
    }
}
