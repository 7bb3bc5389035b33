namespace VwMesh.Storage.Files;

/// <summary>Writes a network file so that others see it as it was or as it shall be, whatever happens meanwhile.</summary>
internal static class AtomicFile
{
    /// <summary>Puts new content in the place of a file, and keeps the old one beside it. Only for the holder of the lock.</summary>
    /// <param name="path">The file, no link to it.</param>
    /// <param name="content">The new content.</param>
    /// <param name="previous">The old content.</param>
    /// <param name="verify">Runs when the new content is safely on the disk, right before it takes the place.</param>
    internal static void Replace(string path, byte[] content, byte[] previous, Action verify) =>
        // Not flushed: after a power cut the file must be whole, and the way back need not be there.
        Write(SiblingFiles.PreviousOf(path), previous, flushes: false, kept =>
        {
            UnixFile.CopyOwner(path, kept);
            Write(path, content, flushes: true, temporary =>
            {
                UnixFile.CopyOwner(path, temporary);
                verify();
                File.Move(temporary, path, overwrite: true);
            });
            File.Move(kept, SiblingFiles.PreviousOf(path), overwrite: true);
        });

    /// <summary>Makes a new file. Only for the holder of the lock.</summary>
    /// <exception cref="IOException">There is one.</exception>
    internal static void Create(string path, byte[] content) => Write(path, content, flushes: true, temporary => File.Move(temporary, path, overwrite: false));

    /// <summary>Removes what a writer of this file left that was killed. Only for the holder of the lock.</summary>
    internal static void RemoveLeftover(string path)
    {
        File.Delete(SiblingFiles.TemporaryOf(path));
        File.Delete(SiblingFiles.TemporaryOf(SiblingFiles.PreviousOf(path)));
    }

    private static void Write(string path, byte[] content, bool flushes, Action<string> place)
    {
        var temporary = SiblingFiles.TemporaryOf(path);
        try
        {
            WriteNew(temporary, content, flushes);
            place(temporary);
        }
        finally
        {
            File.Delete(temporary);
        }
        if (flushes)
            UnixFile.Flush(Path.GetDirectoryName(path)!);
    }

    private static void WriteNew(string path, byte[] content, bool flushes)
    {
        using var file = new FileStream(path, SiblingFiles.Private(new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
        }));
        RandomAccess.Write(file.SafeFileHandle, content, fileOffset: 0);
        if (flushes)
            file.Flush(flushToDisk: true);
    }
}
