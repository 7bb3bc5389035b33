using VwMesh.Model;

namespace VwMesh.Addressing;

/// <summary>Tells which nodes of two networks are one machine: they have the same name, the same ssh destination, or the same host in their endpoints.</summary>
internal static class Machine
{
    /// <summary>What a node has that only a node on the same machine should have too.</summary>
    internal static IEnumerable<string> MarksOf(Node node)
    {
        yield return "name " + node.Name.ToUpperInvariant();
        foreach (var host in new[] { node.HostName, node.Endpoint?.Host }.OfType<string>())
            yield return "host " + host.TrimEnd('.').ToUpperInvariant();
    }

    /// <summary>The nodes of a network by their marks.</summary>
    internal static ILookup<string, Node> ByMark(IEnumerable<Node> nodes) =>
        nodes.SelectMany(node => MarksOf(node).Distinct().Select(mark => (mark, node))).ToLookup(m => m.mark, m => m.node);

    /// <summary>The nodes that are on the machine of another network's node.</summary>
    internal static IEnumerable<Node> On(this ILookup<string, Node> nodes, Node other) => MarksOf(other).SelectMany(mark => nodes[mark]).Distinct();
}
