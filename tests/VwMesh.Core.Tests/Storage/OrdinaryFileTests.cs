using System.Diagnostics;
using VwMesh.Importing;
using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.CoreTests.Storage;

/// <summary>Each reader of files: it waits for no pipe, opens no device, and stops at its limit.</summary>
public sealed class OrdinaryFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("NetworkFile", "NotANetworkFile")]
    [InlineData("NetworkTransaction", "NotANetworkFile")]
    [InlineData("KeyFile", "KeyFileUnreadable")]
    [InlineData("ConfigSource", "NodeConfigUnreadable")]
    public async Task A_pipe_or_a_device_is_an_error_and_keeps_nobody_waiting(string reader, string errorId)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only there a pipe is known.");
        foreach (var path in new[] { Pipe("pipe.toml"), "/dev/zero", "/dev/tty" })
        {
            var error = await WithinSeconds(() => Assert.Throws<VwMeshException>(() => Read(reader, path)));
            Assert.Equal(errorId, error.ErrorId);
            Assert.Contains("pipe or a device", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_pipe_in_the_place_of_an_output_is_replaced()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only there a pipe is known.");
        var path = Pipe("wg0.conf");
        Assert.Null(await WithinSeconds(() => OutputFile.Read(path)));
        var error = await WithinSeconds(() => Assert.Throws<VwMeshException>(() => OutputFile.WritePrivate(path, ["text"u8.ToArray()], mayReplace: false)));
        Assert.Equal("FileExists", error.ErrorId);
        Assert.Equal(WriteOutcome.Updated, await WithinSeconds(() => OutputFile.WritePrivate(path, ["text"u8.ToArray()])));
        Assert.Equal("text", File.ReadAllText(path));
    }

    [Theory]
    [InlineData("KeyFile", "InvalidPrivateKey", 257)]
    [InlineData("KeyFile", "InvalidPrivateKey", 1 << 20)]
    [InlineData("ConfigSource", "NodeConfigUnreadable", (64 << 20) + 1)]
    [InlineData("NetworkFile", "NetworkFileTooLarge", (64 << 20) + 1)]
    public void A_file_that_is_too_large_is_not_read_into_memory(string reader, string errorId, int length)
    {
        var path = _folder.Write("large.toml", "");
        using (var file = File.OpenWrite(path))
            file.SetLength(length);
        Assert.Throws<VwMeshException>(() => Read(reader, path));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<VwMeshException>(() => Read(reader, path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
        Assert.Equal(errorId, error.ErrorId);
    }

    [Theory]
    [InlineData("NetworkFile", "NetworkNotFound")]
    [InlineData("KeyFile", "KeyFileNotFound")]
    public void A_file_that_is_not_there_is_told(string reader, string errorId)
    {
        foreach (var name in new[] { "missing", "no/folder", "a\0b" })
            Assert.Equal(errorId, Assert.Throws<VwMeshException>(() => Read(reader, _folder.File(name))).ErrorId);
        _folder.Write("file", "");
        Assert.Equal(errorId, Assert.Throws<VwMeshException>(() => Read(reader, _folder.File("file/below"))).ErrorId);
    }

    private static object Read(string reader, string path) => reader switch
    {
        "NetworkFile" => NetworkFile.Read(path),
        "NetworkTransaction" => NetworkTransaction.Begin(path, new LockWait(TimeSpan.Zero)),
        "KeyFile" => KeyFile.Read(path),
        _ => ConfigSource.Read(path),
    };

    private string Pipe(string name)
    {
        using var made = Process.Start("mkfifo", _folder.File(name));
        made.WaitForExit();
        return _folder.File(name);
    }

    private static Task<T> WithinSeconds<T>(Func<T> step) => Task.Run(step).WaitAsync(TimeSpan.FromSeconds(30));
}
