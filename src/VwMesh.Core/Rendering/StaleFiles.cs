using VwMesh.Model;
using VwMesh.Storage.Files;

namespace VwMesh.Rendering;

/// <summary>Exported files of nodes that a network no longer has.</summary>
public static class StaleFiles
{
    /// <summary>Finds them, as <c>FOLDER/NODE/FILE</c>. The search ignores files that no export of the network wrote.</summary>
    /// <param name="folder">The folder of the exports, which need not exist.</param>
    /// <param name="names">The names of a node's files.</param>
    /// <param name="network">The network.</param>
    /// <returns>The names of the former nodes and their files, sorted.</returns>
    /// <exception cref="VwMeshException">The system refuses (<c>OutputNotRead</c>).</exception>
    public static IReadOnlyList<(string Node, string Path)> In(string folder, IReadOnlyList<string> names, Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        try
        {
            if (!Directory.Exists(folder))
                return [];
            return
            [
                .. new DirectoryInfo(folder).EnumerateDirectories().Where(d => d.LinkTarget is null).Where(d => network.Find(d.Name) is null)
                    .OrderBy(d => d.Name, NodeName.Comparer).SelectMany(d => names.Select(name => (Node: d.Name, Path: Path.Combine(d.FullName, name))))
                    .Where(f => BeginsWith(f.Path, HeadComment.FirstLine(network.Name, f.Node))),
            ];
        }
        catch (Exception e) when (FileErrors.IsOfTheSystem(e))
        {
            throw new VwMeshException("OutputNotRead", e is UnauthorizedAccessException ? ErrorKind.PermissionDenied : ErrorKind.ReadError,
                $"{Quoted.Show(folder, int.MaxValue)} could not be searched for files of former nodes: {e.Message}", folder, e);
        }
    }

    // A program has a line for the kernel before the comment.
    private static bool BeginsWith(string path, string comment)
    {
        using var place = FilePlace.Of(path);
        // No export makes a link, a pipe or a folder of the name.
        if (place.Folder.OpenOrdinary(place.Name) is not { } file)
            return false;
        using var text = new StreamReader(new FileStream(file, FileAccess.Read));
        return text.ReadLine() == comment || text.ReadLine() == comment;
    }

    /// <summary>Removes one, and its folder where that is empty then.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="VwMeshException">The system refuses (<c>OutputNotWritten</c>).</exception>
    public static void Remove(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using (var place = FilePlace.Of(path))
                place.Folder.Remove(place.Name);
            var folder = Path.GetDirectoryName(path)!;
            if (!Directory.EnumerateFileSystemEntries(folder).Any())
                Directory.Delete(folder);
        }
        catch (Exception e) when (FileErrors.IsOfTheSystem(e))
        {
            throw new VwMeshException("OutputNotWritten", e is UnauthorizedAccessException ? ErrorKind.PermissionDenied : ErrorKind.WriteError,
                $"{Quoted.Show(path, int.MaxValue)} could not be removed: {e.Message}", path, e);
        }
    }
}
