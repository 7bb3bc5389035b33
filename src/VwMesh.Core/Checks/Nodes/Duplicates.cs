using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>Values that more than one node has.</summary>
internal static class Duplicates
{
    /// <summary>Each further holder of a value, with the first one.</summary>
    internal static IEnumerable<(Node Node, Node First, T Value)> Of<T>(IEnumerable<(Node Node, T Value)> held)
        where T : notnull
    {
        var first = new Dictionary<T, Node>();
        foreach (var (node, value) in held)
        {
            if (!first.TryAdd(value, node) && !ReferenceEquals(first[value], node))
                yield return (node, first[value], value);
        }
    }
}
