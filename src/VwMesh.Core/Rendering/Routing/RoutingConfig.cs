using VwMesh.Model;

namespace VwMesh.Rendering.Routing;

/// <summary>The configuration of a node's routing daemon.</summary>
/// <param name="Network">The network.</param>
/// <param name="Node">The node's name.</param>
/// <param name="FileName">A name for the file, which the daemon is started with.</param>
/// <param name="Content">The text of the file.</param>
public sealed record RoutingConfig(NetworkIdentity Network, string Node, string FileName, string Content)
{
    /// <summary>How many characters the file has.</summary>
    public int Length => Content.Length;

    /// <summary>Whose configuration it is.</summary>
    /// <returns><c>node/file</c>.</returns>
    public override string ToString() => $"{Node}/{FileName}";
}
