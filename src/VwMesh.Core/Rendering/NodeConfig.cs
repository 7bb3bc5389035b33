using VwMesh.Model;

namespace VwMesh.Rendering;

/// <summary>The configuration of a node. A file of it holds the node's private key: no property shows the content, and no serialiser copies it.</summary>
/// <param name="Network">The network.</param>
/// <param name="Node">The node's name.</param>
/// <param name="Files">The files. The first is the file for wg-quick.</param>
public sealed record NodeConfig(NetworkIdentity Network, string Node, IReadOnlyList<NodeFile> Files)
{
    internal IReadOnlyList<NodeFile> Files { get; } = Files;

    /// <summary>The names of the files.</summary>
    public IReadOnlyList<string> FileNames { get; } = [.. Files.Select(file => file.Name)];

    /// <summary>The size of all files, in bytes.</summary>
    public int Length => Files.Sum(file => file.Content.Sum(part => part.Length));

    /// <summary>The text of a file. The caller answers for where it goes.</summary>
    /// <param name="fileName">The name of the file, or <see langword="null"/> for the file for wg-quick.</param>
    /// <returns>The text.</returns>
    /// <exception cref="VwMeshException">The node has no file of this name (<c>FileNotFound</c>).</exception>
    public string Reveal(string? fileName = null) => (fileName is null ? Files[0] : Files.FirstOrDefault(file => file.Name == fileName))?.Reveal()
        ?? throw VwMeshException.Invalid("FileNotFound", $"Node {Quoted.Show(Node)} has no file {Quoted.Show(fileName)}; it has {string.Join(", ", FileNames)}.", fileName);

    /// <summary>Whose configuration it is; never the content, which is secret.</summary>
    /// <returns><c>node/file</c>.</returns>
    public override string ToString() => $"{Node}/{FileNames[0]}";
}
