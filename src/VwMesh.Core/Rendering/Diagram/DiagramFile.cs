using VwMesh.Model;

namespace VwMesh.Rendering.Diagram;

/// <summary>A picture of a mesh.</summary>
/// <param name="Network">The network.</param>
/// <param name="FileName">The name for its file: the network's, and <c>.mmd</c>, <c>.dot</c> or <c>.svg</c>.</param>
/// <param name="Content">The text, lines ended by a line feed.</param>
public sealed record DiagramFile(NetworkIdentity Network, string FileName, string Content)
{
    /// <summary>How the name of a picture's file ends.</summary>
    /// <param name="format">The form of the picture.</param>
    /// <returns><c>.mmd</c>, <c>.dot</c> or <c>.svg</c>.</returns>
    public static string ExtensionOf(DiagramFormat format) => format switch
    {
        DiagramFormat.Mermaid => ".mmd",
        DiagramFormat.Dot => ".dot",
        _ => ".svg",
    };

    /// <summary>The form of a picture by the name of its file.</summary>
    /// <param name="path">The name or path.</param>
    /// <returns>The form, or <see langword="null"/> when the name ends otherwise.</returns>
    public static DiagramFormat? FormatOf(string path) => Enum.GetValues<DiagramFormat>().Cast<DiagramFormat?>()
        .FirstOrDefault(format => path.EndsWith(ExtensionOf(format!.Value), StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the name of a file is that of a picture in another format.</summary>
    /// <param name="path">The name or path.</param>
    /// <returns><see langword="true"/> for <c>mesh.png</c> and its like.</returns>
    public static bool IsOfOtherFormat(string path) =>
        new[] { ".png", ".jpg", ".jpeg", ".gif", ".webp", ".pdf", ".md" }.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
}
