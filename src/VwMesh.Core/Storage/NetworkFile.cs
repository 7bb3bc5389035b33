using System.Globalization;
using System.Text;
using VwMesh.Model;
using VwMesh.Storage.Editing;
using VwMesh.Storage.Files;
using VwMesh.Storage.Schema;
using VwMesh.Storage.Toml;

namespace VwMesh.Storage;

/// <summary>Network files: TOML in vwgen's schema. Reading needs no lock, since a changed file takes the place of the old one at once.</summary>
public static class NetworkFile
{
    /// <summary>Reads a network.</summary>
    /// <param name="path">The full path of its file.</param>
    /// <returns>The network.</returns>
    /// <exception cref="VwMeshException">The file is not there (<c>NetworkNotFound</c>), may not be read (<c>NetworkFileUnreadable</c>), holds no network
    /// (<c>NotANetworkFile</c>), is too large (<c>NetworkFileTooLarge</c>), or has a mistake (<c>InvalidNetworkFile</c>).</exception>
    public static Network Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Require(Parse(path, NetworkBytes.Read(path)));
    }

    /// <summary>Reads a file for all that can be said about it.</summary>
    /// <param name="path">Its full path.</param>
    /// <returns>The network, or every problem; never an error because of the content.</returns>
    /// <exception cref="VwMeshException">The file is not there (<c>NetworkNotFound</c>) or may not be read (<c>NetworkFileUnreadable</c>).</exception>
    public static NetworkReading Inspect(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            return Parse(path, NetworkBytes.Read(path));
        }
        catch (VwMeshException e) when (e.Kind is ErrorKind.InvalidData or ErrorKind.LimitsExceeded)
        {
            return new NetworkReading(path, null, null, [new FileProblem(e.ErrorId, null, "", new FilePosition(1, 1), e.Message)], [], false);
        }
    }

    /// <summary>Writes a new network, readable and writable by its owner alone.</summary>
    /// <param name="network">The network; its path says where.</param>
    /// <returns>The network as the file has it.</returns>
    /// <exception cref="VwMeshException">A network of the name is there (<c>NetworkExists</c>), or the folder cannot be written.</exception>
    public static Network Create(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var path = network.Path;
        using var place = PlaceOf(path);
        using var fileLock = FileLock.Acquire(place, new LockWait(TimeSpan.FromSeconds(30)));
        foreach (var taken in NetworkLocation.Spellings(path).Where(Path.Exists))
            throw Exists(taken);
        try
        {
            AtomicFile.Create(place, Encoding.UTF8.GetBytes(NetworkText.Of(network)));
        }
        catch (IOException) when (place.Folder.Has(place.Name))
        {
            throw Exists(path);
        }
        catch (Exception e) when (FileErrors.IsOfTheSystem(e))
        {
            throw FileErrors.Writing(path, e);
        }
        return Read(path);
    }

    /// <summary>Removes a network's file, and the content that is kept beside it. Where the file is a link, the link goes and what it points to stays.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="wait">How long to wait for another writer.</param>
    /// <exception cref="VwMeshException">It is not there, is busy, or may not be removed.</exception>
    public static void Delete(string path, LockWait wait)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(wait);
        using var named = PlaceOf(path);
        using var target = NetworkLocation.Behind(path);
        using var fileLock = FileLock.Acquire(target, wait);
        try
        {
            AtomicFile.RemoveLeftover(target);
            target.Folder.Remove(SiblingFiles.PreviousOf(target.Name));
            named.Folder.Remove(named.Name);
            named.Folder.Flush();
        }
        catch (Exception e) when (FileErrors.IsOfTheSystem(e))
        {
            throw FileErrors.Writing(path, e);
        }
    }

    /// <summary>Gives a network another name: its file, and what is kept beside it. Where the file is a link, the link is renamed.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="networkName">The new name.</param>
    /// <param name="wait">How long to wait for another writer.</param>
    /// <returns>The network under its new name.</returns>
    /// <exception cref="VwMeshException">The name is invalid (<c>InvalidNetworkName</c>) or taken (<c>NetworkExists</c>), or the file is not there, is busy, or may
    /// not be renamed.</exception>
    public static Network Rename(string path, string networkName, LockWait wait)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(wait);
        var newPath = RequireFree(path, networkName);
        using var named = PlaceOf(path);
        using var target = NetworkLocation.Behind(path);
        using var fileLock = FileLock.Acquire(target, wait);
        Read(path);
        var newName = Path.GetFileName(newPath);
        try
        {
            AtomicFile.RemoveLeftover(target);
            named.Folder.Rename(named.Name, newName, mayReplace: false);
            // Beside a link's target it has the target's name.
            if (target.Path == named.Path && named.Folder.Has(SiblingFiles.PreviousOf(named.Name)))
                named.Folder.Rename(SiblingFiles.PreviousOf(named.Name), SiblingFiles.PreviousOf(newName), mayReplace: true);
            named.Folder.Flush();
        }
        catch (IOException) when (named.Folder.Has(newName))
        {
            throw Exists(newPath);
        }
        catch (Exception e) when (FileErrors.IsOfTheSystem(e))
        {
            throw FileErrors.Writing(path, e);
        }
        return Read(newPath);
    }

    /// <summary>Makes sure that a network may have a new name.</summary>
    /// <param name="path">The full path of its file.</param>
    /// <param name="newName">The new name.</param>
    /// <returns>The full path that the file would have.</returns>
    /// <exception cref="VwMeshException">The name is invalid (<c>InvalidNetworkName</c>) or taken (<c>NetworkExists</c>).</exception>
    public static string RequireFree(string path, string newName)
    {
        ArgumentNullException.ThrowIfNull(path);
        var newPath = Path.Combine(Path.GetDirectoryName(path)!, NetworkName.Parse(newName) + Path.GetExtension(path));
        return NetworkLocation.Spellings(newPath).FirstOrDefault(Path.Exists) is { } taken ? throw Exists(taken) : newPath;
    }

    /// <summary>Reads the network as it was before the last change by a command.</summary>
    /// <param name="path">The full path of the network's file.</param>
    /// <returns>The network.</returns>
    /// <exception cref="VwMeshException">Nothing is kept (<c>PreviousContentMissing</c>), or as of <see cref="Read"/>.</exception>
    public static Network ReadPrevious(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var target = NetworkLocation.Behind(path);
        return Require(Parse(path, PreviousOf(target)));
    }

    /// <summary>Puts the content from before the last change by a command in the place of the file. The content that it replaces is kept in turn: a second time
    /// takes the first back. The file itself need not be readable as a network.</summary>
    /// <param name="path">The full path of the file; a link is followed, and stays one.</param>
    /// <param name="wait">How long to wait for another writer.</param>
    /// <returns>The network as the file has it then.</returns>
    /// <exception cref="VwMeshException">Nothing is kept (<c>PreviousContentMissing</c>), what is kept cannot be read as a network, or the file is busy or
    /// cannot be written. The file is as it was.</exception>
    public static Network Restore(string path, LockWait wait)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(wait);
        using var target = NetworkLocation.Behind(path);
        using var fileLock = FileLock.Acquire(target, wait);
        try
        {
            AtomicFile.RemoveLeftover(target);
            var current = NetworkBytes.ReadBytes(target);
            var previous = PreviousOf(target);
            var network = Require(Parse(path, previous));
            AtomicFile.Replace(target, previous.Bytes, current);
            return network;
        }
        catch (Exception e) when (FileErrors.IsOfTheSystem(e))
        {
            throw FileErrors.Writing(target.Path, e);
        }
    }

    /// <summary>The network of a file that was read.</summary>
    /// <param name="reading">What the file says.</param>
    /// <returns>The network.</returns>
    /// <exception cref="VwMeshException">The file holds no network (<c>NotANetworkFile</c>), or has a mistake (<c>InvalidNetworkFile</c>).</exception>
    public static Network Require(NetworkReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        if (reading.Network is { } network)
            return network;
        var first = reading.Problems[0];
        var key = first.Key.Length == 0 ? "" : $"{first.Key}: ";
        var more = reading.Problems.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture,
            $" (and {reading.Problems.Count - 1} more; Test-VwNetwork shows them all)");
        var where = string.Create(CultureInfo.InvariantCulture, $"line {first.Position.Line}, column {first.Position.Column}");
        if (first.ErrorId == "NotANetworkFile")
            throw FileErrors.NotANetwork(reading.Path, $"{first.Message} ({where})");
        throw new VwMeshException("InvalidNetworkFile", ErrorKind.InvalidData,
            $"{Quoted.Show(reading.Path, int.MaxValue)}, {where}: {key}{first.Message.TrimEnd('.')}.{more}", reading.Path);
    }

    internal static NetworkReading Parse(string path, NetworkBytes content) => Parse(path, content.Text, content.IsOpenToOthers);

    internal static NetworkReading Parse(string path, string text, bool isOpen = false)
    {
        var document = TomlDocument.Parse(text);
        if (document.Problems.Count > 0)
        {
            var id = NetworkLocation.LooksLikeNetwork(text) ? "InvalidNetworkFile" : "NotANetworkFile";
            return new NetworkReading(path, document, null, [.. document.Problems.Select(p => new FileProblem(id, null, p.Key, document.Source.PositionOf(p.Offset), p.Message))], [], isOpen);
        }
        var (network, problems, unknown) = NetworkReader.Read(document, NetworkIdentity.OfFile(path));
        return new NetworkReading(path, document, network, problems, unknown, isOpen);
    }

    private static NetworkBytes PreviousOf(FilePlace target)
    {
        var previous = target.Sibling(SiblingFiles.PreviousOf(target.Name));
        return previous.Folder.Has(previous.Name)
            ? NetworkBytes.Read(previous)
            : throw new VwMeshException("PreviousContentMissing", ErrorKind.ObjectNotFound,
                $"{Quoted.Show(previous.Path, int.MaxValue)} does not exist: no command has changed the network since it was made or came here.", target.Path);
    }

    private static FilePlace PlaceOf(string path)
    {
        try
        {
            return FilePlace.Of(path);
        }
        catch (Exception e) when (FileErrors.IsOfTheSystem(e))
        {
            throw FileErrors.Writing(path, e);
        }
    }

    private static VwMeshException Exists(string path) => new("NetworkExists", ErrorKind.ResourceExists,
        $"There is a file {Quoted.Show(path, int.MaxValue)} already; choose another name, or remove that network first.", path);
}
