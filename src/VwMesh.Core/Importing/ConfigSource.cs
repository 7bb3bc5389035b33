using VwMesh.Model;
using VwMesh.Storage.Files;

namespace VwMesh.Importing;

/// <summary>A wg-quick file of one node.</summary>
/// <param name="Path">Its full path: folder and name tell the node's name where the text does not.</param>
/// <param name="Text">Its text, which holds the node's private key.</param>
public sealed record ConfigSource(string Path, string Text)
{
    // A node of a mesh of 5,000 has 2 MiB.
    private const int MaxLength = 64 << 20;

    /// <summary>The program beside the file, which makes the Ethernet; <see langword="null"/> where there is none.</summary>
    public string? Program { get; init; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its full path.</param>
    /// <returns>The file.</returns>
    /// <exception cref="VwMeshException">The system refuses, the file is a pipe or a device, or it is too large (<c>NodeConfigUnreadable</c>).</exception>
    public static ConfigSource Read(string path)
    {
        try
        {
            var program = System.IO.Path.ChangeExtension(path, ".vwmesh");
            return new ConfigSource(path, TextOf(path)) { Program = File.Exists(program) ? TextOf(program) : null };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VwMeshException("NodeConfigUnreadable", e is UnauthorizedAccessException ? ErrorKind.PermissionDenied : ErrorKind.ReadError,
                $"{Quoted.Show(path, int.MaxValue)} could not be read: {e.Message}", path, e);
        }
    }

    private static string TextOf(string path)
    {
        using var text = new StreamReader(new MemoryStream(OrdinaryFile.Read(path, MaxLength)));
        return text.ReadToEnd();
    }

    /// <summary>Where it is; never the text, which is secret.</summary>
    /// <returns>The path.</returns>
    public override string ToString() => Path;
}
