using VwMesh.Addressing;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>The endpoint is reached through the mesh, which is reached through the endpoint.</summary>
internal sealed class EndpointInsideMesh() : NetworkCheck("VW3022", Severity.Error)
{
    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        var pools = mesh.Network.Pools().ToList();
        var taken = mesh.Network.Nodes.SelectMany(n => n.Address).Select(a => a.Address).ToHashSet();
        return from node in mesh.Network.Nodes
               where node.Endpoint is { } endpoint && Usability.IsInsideMesh(endpoint, pools, taken.Contains)
               select new Finding(
                   $"The endpoint {node.Endpoint} of node {Quoted.Show(node.Name)} is an address of the mesh itself; once the mesh is up, its own packets go astray in it.",
                   "Set-VwNode -Endpoint with the node's address outside of the mesh.",
                   node.Name, EndpointPlace.Key);
    }
}
