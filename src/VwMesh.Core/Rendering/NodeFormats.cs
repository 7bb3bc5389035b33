using VwMesh.Rendering.NodeProgram;
using VwMesh.Rendering.WgQuick;

namespace VwMesh.Rendering;

/// <summary>Lists the formats.</summary>
public static class NodeFormats
{
    /// <summary>The format that deployments use, and exports unless they name another.</summary>
    public static INodeFormat Default { get; } = new NodeProgramFormat();

    /// <summary>Finds a format by its name, in any case.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The format.</returns>
    public static INodeFormat Named(string name) => All.FirstOrDefault(format => format.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentOutOfRangeException(nameof(name), name, null);

    /// <summary>The names of the files that the formats write.</summary>
    /// <param name="network">The network's name.</param>
    /// <returns>The file for wg-quick first.</returns>
    public static IReadOnlyList<string> FileNamesOf(string network) => [$"{network}.conf", $"{network}.vwmesh", $"vwmesh-{network}.service"];

    /// <summary>Every format.</summary>
    public static IReadOnlyList<INodeFormat> All { get; } = [Default, new WgQuickFormat()];
}
