using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>A node without endpoint is reached only through the hole its own packets keep open in the router before it.</summary>
internal sealed class NoKeepalive() : NetworkCheck("VW3026", Severity.Warning)
{
    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        var cutOff = mesh.Reach.CutOff.Select(n => n.Name).ToHashSet(NodeName.Comparer);
        return mesh.Network.Nodes.Count < 2 ? [] : mesh.Network.Nodes.Where(n => n is { Endpoint: null, PersistentKeepalive: 0 } && !cutOff.Contains(n.Name)).Select(node => new Finding(
            $"Node {Quoted.Show(node.Name)} has no endpoint and no keepalive; behind NAT or a firewall it cannot be reached once it has been silent for a while.",
            "Set-VwNode -PersistentKeepalive 25.",
            node.Name, "PersistentKeepalive"));
    }
}
