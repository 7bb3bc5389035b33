using VwMesh.Model;

namespace VwMesh.Checks.Neighbours;

/// <summary>Nodes of different names in two networks have one key, as a copied table does. One machine may have its key in all its networks.</summary>
internal sealed class SharedKey() : NeighbourCheck("VW5005", Severity.Warning)
{
    internal override IEnumerable<Finding> Find(Network network, IReadOnlyList<Network> neighbours)
    {
        var keys = network.Nodes.Where(n => n.PublicKey is not null).ToLookup(n => n.PublicKey!);
        return from neighbour in neighbours
               from other in neighbour.Nodes.Where(n => n.PublicKey is not null)
               from node in keys[other.PublicKey!].Where(n => !NodeName.Comparer.Equals(n.Name, other.Name)).Take(1)
               select new Finding(
                   $"Node {Quoted.Show(node.Name)} has the same key as node {Quoted.Show(other.Name)} of network {Quoted.Show(neighbour.Name)}; whoever takes the one machine can be the other.",
                   "Update-VwNodeKey -NoOverlap gives one of them a key of its own.",
                   node.Name, "PrivateKey");
    }
}
