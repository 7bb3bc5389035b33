namespace VwMesh.Storage.Files;

/// <summary>Writes a file so that others see it as it was or as it shall be, whatever happens meanwhile.</summary>
internal static class AtomicFile
{
    /// <summary>Puts new content in the place of a file. Only for the holder of the lock.</summary>
    /// <param name="path">The file, no link to it.</param>
    /// <param name="content">The new content.</param>
    /// <param name="verify">Runs when the content is safely on the disk, right before it takes the place.</param>
    internal static void Replace(string path, byte[] content, Action verify) => Write(path, content, temporary =>
    {
        UnixFile.CopyOwner(path, temporary);
        verify();
        File.Move(temporary, path, overwrite: true);
    });

    /// <summary>Makes a new file.</summary>
    /// <exception cref="IOException">There is one.</exception>
    internal static void Create(string path, byte[] content) => Write(path, content, temporary => File.Move(temporary, path, overwrite: false));

    /// <summary>Puts content in the place of a file that can be computed again: atomic, but not flushed to the disk.</summary>
    internal static void Put(string path, IReadOnlyList<ReadOnlyMemory<byte>> content, bool mayReplace, bool isPrivate)
    {
        var temporary = SiblingFiles.NewTemporaryOf(path);
        try
        {
            WriteNew(temporary, content, flush: false, isPrivate);
            File.Move(temporary, path, mayReplace);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static void Write(string path, byte[] content, Action<string> place)
    {
        var temporary = SiblingFiles.NewTemporaryOf(path);
        try
        {
            WriteNew(temporary, [content], flush: true, isPrivate: true);
            place(temporary);
        }
        finally
        {
            File.Delete(temporary);
        }
        UnixFile.Flush(Path.GetDirectoryName(path)!);
    }

    private static void WriteNew(string path, IReadOnlyList<ReadOnlyMemory<byte>> content, bool flush, bool isPrivate)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
        };
        using var file = new FileStream(path, isPrivate ? SiblingFiles.Private(options) : options);
        RandomAccess.Write(file.SafeFileHandle, content, fileOffset: 0);
        if (flush)
            file.Flush(flushToDisk: true);
    }
}
