using VwMesh.Setup;

namespace VwMesh.Rendering;

/// <summary>A way to write down what a node runs.</summary>
public interface INodeFormat
{
    /// <summary>The format's name.</summary>
    string Name { get; }

    /// <summary>Names each thing of a setup that the format cannot express.</summary>
    /// <param name="setup">The setup of the node.</param>
    /// <returns>One sentence for each; an empty list when the format expresses all of it.</returns>
    IEnumerable<string> Lacks(NodeSetup setup);

    /// <summary>Encodes what the nodes have in common.</summary>
    /// <param name="mesh">The setups of the network.</param>
    /// <returns>A function that writes the files of one node. Many threads may call it.</returns>
    Func<NodeSetup, IReadOnlyList<NodeFile>> Prepare(MeshSetup mesh);
}
