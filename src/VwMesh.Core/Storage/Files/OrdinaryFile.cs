using Microsoft.Win32.SafeHandles;

namespace VwMesh.Storage.Files;

/// <summary>The one way in which files are read: no pipe, which would keep its reader waiting, no device, and no more than can be meant.</summary>
internal static class OrdinaryFile
{
    /// <summary>Opens a file for reading. Links are followed.</summary>
    /// <exception cref="FileRefusedException">It is a folder, a pipe or a device.</exception>
    internal static SafeFileHandle Open(string path)
    {
        if (Directory.Exists(path))
            throw FileRefusedException.Folder();
        if (!OperatingSystem.IsLinux())
            return File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        // Looked at before it is opened, because opening a device may do something, and after, because it may be another one then.
        using (var looked = LinuxCalls.Open(path, LinuxCalls.PathOnly, out var missing) ?? throw LinuxCalls.Failure(missing, path))
            RequireOrdinary(looked);
        var file = LinuxCalls.Open(path, LinuxCalls.ReadOnly | LinuxCalls.NonBlocking, out var error) ?? throw LinuxCalls.Failure(error, path);
        try
        {
            RequireOrdinary(file);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Whether a file belongs to a user other than the current user, root, and the owner of a second file.</summary>
    internal static bool IsOfAnother(string path, string than) =>
        OperatingSystem.IsLinux() && StatusOf(path) is { IsOurs: false } status && status.User != StatusOf(than)?.User;

    /// <summary>Reads a file.</summary>
    /// <exception cref="FileRefusedException">It is a folder, a pipe or a device, or has more bytes than the limit.</exception>
    internal static byte[] Read(string path, int limit)
    {
        using var file = Open(path);
        return Read(file, limit);
    }

    /// <summary>Reads an open file from its beginning.</summary>
    /// <exception cref="FileRefusedException">It has more bytes than the limit.</exception>
    internal static byte[] Read(SafeFileHandle file, int limit)
    {
        var expected = RandomAccess.GetLength(file);
        if (expected > limit)
            throw FileRefusedException.TooLarge(limit);
        // Some files have no length and have content, such as those below /proc; and a file may grow while it is read.
        var bytes = new byte[expected + 1];
        var length = 0;
        while (RandomAccess.Read(file, bytes.AsSpan(length), length) is > 0 and var read)
        {
            length += read;
            if (length > limit)
                throw FileRefusedException.TooLarge(limit);
            if (length == bytes.Length)
                Array.Resize(ref bytes, bytes.Length * 2);
        }
        return bytes[..length];
    }

    private static FileStatus? StatusOf(string path)
    {
        using var file = LinuxCalls.Open(path, LinuxCalls.PathOnly, out _);
        return file is null ? null : LinuxCalls.StatusOf(file);
    }

    private static void RequireOrdinary(SafeFileHandle file)
    {
        if (!LinuxCalls.StatusOf(file).IsOrdinary)
            throw FileRefusedException.Special();
    }
}
