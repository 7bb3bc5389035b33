using System.Net;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>Two nodes have the same address in the mesh, given to both, or given to one and derived from the other's key.</summary>
internal sealed class DuplicateAddress() : NetworkCheck("VW3004", Severity.Error)
{
    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        var nodes = mesh.Network.Nodes;
        foreach (var (node, first, address) in Duplicates.Of(nodes.SelectMany(n => n.Address, (n, a) => (n, a.Address))))
            yield return Found(node, $"Node {Quoted.Show(node.Name)} has the address {address}, which is also that of {Quoted.Show(first.Name)}.");

        var derived = new Dictionary<IPAddress, Node>();
        foreach (var node in nodes)
        {
            if (node.IPv6Address is { } address)
                derived.TryAdd(address.Address, node);
        }
        foreach (var (node, address) in nodes.SelectMany(n => n.Address, (n, a) => (n, a.Address)))
        {
            if (derived.TryGetValue(address, out var owner) && !ReferenceEquals(owner, node))
                yield return Found(node, $"Node {Quoted.Show(node.Name)} has the address {address}, which follows from the key of {Quoted.Show(owner.Name)}.");
        }
    }

    private static Finding Found(Node node, string message) => new(message, "Give it an address of its own with Set-VwNode -Address.", node.Name, "Address");
}
