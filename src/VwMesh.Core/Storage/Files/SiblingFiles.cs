using System.Security.Cryptography;

namespace VwMesh.Storage.Files;

/// <summary>The files that writing needs beside the one it writes: their names, and who may use them.</summary>
internal static class SiblingFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // An even number of seconds after this is a time that every file system keeps exactly, FAT included.
    private static readonly DateTime Epoch = new(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    internal static string LockOf(string path) => InSameFolder(path, $".{Path.GetFileName(path)}.lock");

    /// <summary>Where the content before the last change is kept. The name has no dot in front: people look for the file.</summary>
    internal static string PreviousOf(string path) => path + ".previous";

    internal static string TemporaryOf(string path) => InSameFolder(path, $".{Path.GetFileName(path)}.vwmesh.tmp");

    /// <summary>Whether an open file still has its name: between its opening and its locking another may have removed or renamed it.</summary>
    /// <remarks>It is told by a modification time, drawn at random, that the file of that name has or has not.</remarks>
    internal static bool IsCurrent(FileStream file, string path)
    {
        if (OperatingSystem.IsWindows())
            return true;
        var before = File.GetLastWriteTimeUtc(file.SafeFileHandle);
        var token = Epoch.AddSeconds(2.0 * RandomNumberGenerator.GetInt32(700_000_000));
        File.SetLastWriteTimeUtc(file.SafeFileHandle, token);
        if (File.GetLastWriteTimeUtc(path) == token)
            return true;
        File.SetLastWriteTimeUtc(file.SafeFileHandle, before);
        return false;
    }

    /// <summary>Whether a file could not be opened because another holds it.</summary>
    // EWOULDBLOCK of Linux and of macOS; ERROR_SHARING_VIOLATION; on Windows also a file that is just being removed.
    internal static bool IsHeld(Exception e) =>
        e is IOException { HResult: 11 or 35 or unchecked((int)0x80070020) } || (e is UnauthorizedAccessException && OperatingSystem.IsWindows());

    /// <summary>Makes a new file readable and writable by its owner alone, from the beginning.</summary>
    internal static FileStreamOptions Private(FileStreamOptions options)
    {
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return options;
    }

    /// <summary>Takes a file from everyone but its owner.</summary>
    internal static void MakePrivate(string path)
    {
        if (IsOpenToOthers(path) && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, OwnerOnly);
    }

    /// <summary>Whether others than the owner may do something with a file.</summary>
    internal static bool IsOpenToOthers(string path) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~(OwnerOnly | UnixFileMode.UserExecute)) != 0;

    private static string InSameFolder(string path, string name) => Path.Combine(Path.GetDirectoryName(path)!, name);
}
