using VwMesh.Setup;

namespace VwMesh.Rendering;

/// <summary>A way to write down what a node runs.</summary>
public interface INodeFormat
{
    /// <summary>The format's name.</summary>
    string Name { get; }

    /// <summary>What a node shall run that the format cannot say: one sentence each.</summary>
    /// <param name="setup">What the node shall run.</param>
    /// <returns>The sentences; none when the format says all of it.</returns>
    IEnumerable<string> Lacks(NodeSetup setup);

    /// <summary>Encodes what the nodes have in common.</summary>
    /// <param name="mesh">The setups of the network.</param>
    /// <returns>What writes the files of one node; many threads may call it.</returns>
    Func<NodeSetup, IReadOnlyList<NodeFile>> Prepare(MeshSetup mesh);
}
