using VwMesh.Rendering.NodeProgram;
using VwMesh.Rendering.WgQuick;

namespace VwMesh.Rendering;

/// <summary>Lists the formats.</summary>
public static class NodeFormats
{
    /// <summary>Every format. Exports and deployments use the first.</summary>
    public static IReadOnlyList<INodeFormat> All { get; } = [new WgQuickFormat(), new NodeProgramFormat()];
}
