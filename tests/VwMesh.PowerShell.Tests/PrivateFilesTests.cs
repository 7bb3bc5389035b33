using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace VwMesh.PowerShellTests;

/// <summary>Tests that change what all of the process's files get, and so run alone.</summary>
[CollectionDefinition(nameof(PrivateFilesTests), DisableParallelization = true)]
[Collection(nameof(PrivateFilesTests))]
public sealed class PrivateFilesTests : EngineTest
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    [Fact]
    public void What_holds_keys_is_private_from_its_first_byte_under_any_umask()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows has no file modes.");
        var open = new ConcurrentBag<string>();
        using var watcher = new FileSystemWatcher(Session.Folder) { IncludeSubdirectories = true };
        void Look(object sender, FileSystemEventArgs e)
        {
            if (Path.Exists(e.FullPath) && !Path.GetFileName(e.FullPath).EndsWith(".lock", StringComparison.Ordinal) && IsOpen(e.FullPath))
                open.Add(e.FullPath);
        }
        watcher.Created += Look;
        watcher.Changed += Look;
        watcher.Renamed += Look;
        watcher.EnableRaisingEvents = true;
        var before = umask(0);
        try
        {
            MakeNetwork();
            Session.Get("Set-VwNode wg0 b -FwMark 5; Export-VwNodeConfig wg0 -DestinationPath new/out -WarningAction Ignore; Export-VwNodeConfig wg0 -DestinationPath new/out -WarningAction Ignore");
            File.WriteAllText(Session.PathOf("control"), "");
        }
        finally
        {
            _ = umask(before);
        }
        Assert.True(IsOpen(Session.PathOf("control")), "The umask was not in force.");
        Assert.All(Directory.GetFileSystemEntries(Session.Folder, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "control"), f => Assert.False(IsOpen(f), f));
        Assert.Equal(3, Directory.GetFiles(Session.PathOf("new/out"), "wg0.conf", SearchOption.AllDirectories).Length);
        Assert.DoesNotContain(open, f => Path.GetFileName(f) != "control");
    }

    private static bool IsOpen(string path)
    {
        try
        {
            return !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    [DllImport("libc")]
    private static extern uint umask(uint mask);
}
