using VwMesh.Rendering.NodeProgram;
using VwMesh.Rendering.WgQuick;

namespace VwMesh.Rendering;

/// <summary>The formats there are.</summary>
public static class NodeFormats
{
    /// <summary>Every format; the first is the one that exports and deployments use.</summary>
    public static IReadOnlyList<INodeFormat> All { get; } = [new WgQuickFormat(), new NodeProgramFormat()];
}
