using System.Text;

namespace VwMesh.Rendering;

/// <summary>A file of a node.</summary>
/// <param name="Name">Its name, without a folder.</param>
/// <param name="IsSecret">Whether it holds a key: then nobody but its owner may read it.</param>
/// <param name="Content">The content, in parts that follow one another. Other files may share a part.</param>
public sealed record NodeFile(string Name, bool IsSecret, IReadOnlyList<ReadOnlyMemory<byte>> Content)
{
    /// <summary>The content as text.</summary>
    /// <returns>The text.</returns>
    public string Reveal() => string.Concat(Content.Select(part => Encoding.UTF8.GetString(part.Span)));
}
