namespace VwMesh.Importing;

/// <summary>A wg-quick file of one node.</summary>
/// <param name="Path">Its full path: folder and name tell the node's name where the text does not.</param>
/// <param name="Text">Its text, which holds the node's private key.</param>
public sealed record ConfigSource(string Path, string Text)
{
    /// <summary>Where it is; never the text, which is secret.</summary>
    /// <returns>The path.</returns>
    public override string ToString() => Path;
}
