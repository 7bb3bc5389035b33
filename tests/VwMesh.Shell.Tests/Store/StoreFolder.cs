namespace VwMesh.Shell.Tests.Store;

/// <summary>A folder of a test's own, in which vwsh runs.</summary>
internal sealed class StoreFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Path { get; } = Directory.CreateTempSubdirectory("vwmesh-store-").FullName;

    /// <summary>Every file in it, with those in folders.</summary>
    public IEnumerable<string> Files => Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories);

    public static void AssertPrivate(string file)
    {
        if (!OperatingSystem.IsWindows())
            Assert.True(File.GetUnixFileMode(file) == OwnerOnly, file);
    }

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Runs a command that must succeed without a word of error.</summary>
    public string Run(string command)
    {
        var result = ShellProcess.RunIn(Path, "", "-Command", command);
        Assert.Equal(("", 0), (result.Error, result.ExitCode));
        return result.Output.Trim();
    }

    /// <summary>Runs a command that must fail; returns what it says.</summary>
    public string Fail(string command)
    {
        var result = ShellProcess.RunIn(Path, "", "-Command", command);
        Assert.Equal(1, result.ExitCode);
        return result.Error;
    }

    /// <summary>Starts a command.</summary>
    public ShellProcess Start(string command) => ShellProcess.Start(Vwsh.Program, ["-NoProfile", "-Command", command], Path);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
