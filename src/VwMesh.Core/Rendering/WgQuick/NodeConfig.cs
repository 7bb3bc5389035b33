using VwMesh.Model;

namespace VwMesh.Rendering.WgQuick;

/// <summary>The configuration of a node. Its content holds the node's private key: no property shows it, and no serialiser copies it.</summary>
/// <param name="Network">The network.</param>
/// <param name="Node">The node's name.</param>
/// <param name="FileName">The name the file must have on the node, in /etc/wireguard, since it names the interface.</param>
/// <param name="Content">The text of the file.</param>
public sealed record NodeConfig(NetworkIdentity Network, string Node, string FileName, string Content)
{
    internal string Content { get; } = Content;

    /// <summary>How many characters the file has.</summary>
    public int Length => Content.Length;

    /// <summary>The text of the file. The caller answers for where it goes.</summary>
    /// <returns>The text.</returns>
    public string Reveal() => Content;

    /// <summary>Whose configuration it is; never the content, which is secret.</summary>
    /// <returns><c>node/file</c>.</returns>
    public override string ToString() => $"{Node}/{FileName}";
}
