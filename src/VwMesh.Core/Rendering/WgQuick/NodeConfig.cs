using VwMesh.Model;

namespace VwMesh.Rendering.WgQuick;

/// <summary>The configuration of a node. Its content holds the node's private key.</summary>
/// <param name="Network">The network.</param>
/// <param name="Node">The node's name.</param>
/// <param name="FileName">The name the file must have on the node, in /etc/wireguard, since it names the interface.</param>
/// <param name="Content">The text of the file.</param>
public sealed record NodeConfig(NetworkIdentity Network, string Node, string FileName, string Content)
{
    /// <summary>Whose configuration it is; never the content, which is secret.</summary>
    /// <returns><c>node/file</c>.</returns>
    public override string ToString() => $"{Node}/{FileName}";
}
