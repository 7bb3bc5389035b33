namespace VwMesh.CoreTests.Storage;

/// <summary>A folder of a test's own, removed with it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("vwmesh-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string content)
    {
        System.IO.File.WriteAllText(File(name), content);
        return File(name);
    }

    /// <summary>A file that nobody but its owner may read, where the system has such a thing.</summary>
    public string WritePrivate(string name, string content) => WriteWithMode(name, content, UnixFileMode.UserRead | UnixFileMode.UserWrite);

    public string WriteWithMode(string name, string content, UnixFileMode mode)
    {
        var path = Write(name, content);
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(path, mode);
        return path;
    }

    public string[] Names => [.. Directory.EnumerateFileSystemEntries(Path).Select(p => System.IO.Path.GetFileName(p)!).Order(StringComparer.Ordinal)];

    /// <summary>The owner may read and write the file, nobody else may do anything. On Windows the folder's rights decide.</summary>
    public static void AssertPrivate(string path)
    {
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(path));
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
