namespace VwMesh.Model;

/// <summary>Which network: its name, which is its interface's, and the full path of its file.</summary>
/// <param name="Name">The name, the file's without extension.</param>
/// <param name="Path">The full path of the file.</param>
public sealed record NetworkIdentity(string Name, string Path)
{
    /// <summary>The identity of the network in a file.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <returns>The identity, named as the file is.</returns>
    public static NetworkIdentity OfFile(string path) => new(System.IO.Path.GetFileNameWithoutExtension(path), path);

    /// <summary>The name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
