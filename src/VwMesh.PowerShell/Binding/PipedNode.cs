using VwMesh.Model;

namespace VwMesh.Binding;

/// <summary>A node that was piped.</summary>
/// <param name="File">The network's file; empty for a node without a network, which the command line then names.</param>
/// <param name="Key">Its name in capitals.</param>
internal readonly record struct PipedNode(string File, string Key)
{
    /// <summary>The value that was kept for a node, whether it was piped with its network or without.</summary>
    internal static T? In<T>(Dictionary<PipedNode, T> kept, Node node) =>
        kept.TryGetValue(new PipedNode(node.Network.Path, node.Name.ToUpperInvariant()), out var of) ? of
        : kept.GetValueOrDefault(new PipedNode("", node.Name.ToUpperInvariant()));
}
