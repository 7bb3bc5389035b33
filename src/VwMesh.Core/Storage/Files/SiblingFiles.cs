namespace VwMesh.Storage.Files;

/// <summary>The names of the files that writing needs beside a network file.</summary>
internal static class SiblingFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    internal static string LockOf(string path) => InSameFolder(path, $".{Path.GetFileName(path)}.lock");

    internal static string NewTemporaryOf(string path) => InSameFolder(path, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}.tmp");

    /// <summary>Removes what writers that were killed have left behind. Only for the holder of the lock.</summary>
    internal static void RemoveTemporariesOf(string path)
    {
        var name = Path.GetFileName(path);
        foreach (var left in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, ".*.tmp").Where(f =>
            Path.GetFileName(f).StartsWith($".{name}.", StringComparison.Ordinal) && Path.GetFileName(f).Length == name.Length + RestLength))
            File.Delete(left);
    }

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

    // Two dots, the random name of 12 characters, ".tmp".
    private const int RestLength = 2 + 12 + 4;

    private static string InSameFolder(string path, string name) => Path.Combine(Path.GetDirectoryName(path)!, name);
}
