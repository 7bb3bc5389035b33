using Microsoft.Win32.SafeHandles;
using VwMesh.Model;

namespace VwMesh.Storage.Files;

/// <summary>Writes a network file so that others see it as it was or as it shall be, whatever happens meanwhile. Only for the holder of the lock.</summary>
internal static class AtomicFile
{
    /// <summary>Puts new content in the place of a file, whose owner it gets, and keeps the old content beside it.</summary>
    /// <param name="place">The file.</param>
    /// <param name="content">The new content.</param>
    /// <param name="previous">The old content.</param>
    /// <exception cref="VwMeshException">The file has other content by now (<c>NetworkFileChanged</c>).</exception>
    internal static void Replace(FilePlace place, byte[] content, byte[] previous)
    {
        var (folder, name) = (place.Folder, SiblingFiles.PreviousOf(place.Name));
        // Not flushed: after a power cut the file must be whole, and the way back need not be there.
        using var kept = TemporaryFile.Create(folder, name, isPrivate: true);
        kept.Write([previous]);
        using (var temporary = TemporaryFile.Create(folder, place.Name, isPrivate: true))
        {
            temporary.Write([content]);
            temporary.Flush();
            using var current = OpenUnchanged(place, previous);
            kept.CopyOwner(current);
            temporary.CopyOwner(current);
            temporary.MoveTo(place.Name, mayReplace: true);
        }
        kept.MoveTo(name, mayReplace: true);
        folder.Flush();
    }

    /// <summary>Makes a new file.</summary>
    /// <exception cref="IOException">There is one.</exception>
    internal static void Create(FilePlace place, byte[] content)
    {
        using (var temporary = TemporaryFile.Create(place.Folder, place.Name, isPrivate: true))
        {
            temporary.Write([content]);
            temporary.Flush();
            temporary.MoveTo(place.Name, mayReplace: false);
        }
        place.Folder.Flush();
    }

    /// <summary>Removes what a writer of this file left that was killed.</summary>
    internal static void RemoveLeftover(FilePlace place)
    {
        TemporaryFile.RemoveAbandoned(place.Folder, place.Name);
        TemporaryFile.RemoveAbandoned(place.Folder, SiblingFiles.PreviousOf(place.Name));
    }

    private static SafeFileHandle OpenUnchanged(FilePlace place, byte[] content)
    {
        var file = place.Folder.OpenOrdinary(place.Name);
        if (file is not null && RandomAccess.GetLength(file) == content.Length && OrdinaryFile.Read(file, content.Length).AsSpan().SequenceEqual(content))
            return file;
        file?.Dispose();
        throw new VwMeshException("NetworkFileChanged", ErrorKind.InvalidOperation,
            $"Another program changed {Quoted.Show(place.Path, int.MaxValue)} while this command worked on it; the file is as that program left it. Repeat the command.",
            place.Path);
    }
}
