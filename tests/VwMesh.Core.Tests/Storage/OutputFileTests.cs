using System.Diagnostics;
using VwMesh.Model;
using VwMesh.Storage;
using VwMesh.Storage.Files;

namespace VwMesh.CoreTests.Storage;

public sealed class OutputFileTests : IDisposable
{
    private const string Left = ".wg0.conf.vwmesh.tmp";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null, true)]
    [InlineData("new", true)]
    [InlineData("old", true)]
    [InlineData("old", false)]
    public void What_a_killed_writer_left_is_removed_whatever_becomes_of_the_file(string? before, bool mayReplace)
    {
        _folder.Write(Left, "half a ke");
        if (before is not null)
            _folder.Write("wg0.conf", before);
        if (mayReplace)
            Write("new");
        else
            Assert.Equal("FileExists", Assert.Throws<VwMeshException>(() => OutputFile.WritePrivate(_folder.File("wg0.conf"), Parts("new"), mayReplace)).ErrorId);
        Assert.Equal(["wg0.conf"], _folder.Names);
        Assert.Equal(mayReplace ? "new" : "old", File.ReadAllText(_folder.File("wg0.conf")));
        if (mayReplace)
            TemporaryFolder.AssertPrivate(_folder.File("wg0.conf"));
    }

    [Theory]
    [InlineData(0b110_100_000)]
    [InlineData(0b110_010_000)]
    [InlineData(0b110_000_100)]
    [InlineData(0b111_001_000)]
    public void A_file_that_is_as_it_should_be_is_taken_from_others(int mode)
    {
        _folder.WriteWithMode("wg0.conf", "text", (UnixFileMode)mode);
        Assert.Equal(WriteOutcome.Unchanged, Write("text"));
        TemporaryFolder.AssertPrivate(_folder.File("wg0.conf"));
    }

    [Fact]
    public void What_cannot_be_written_or_compared_is_an_error()
    {
        Directory.CreateDirectory(_folder.File("wg0.conf"));
        Assert.Equal("OutputNotWritten", Assert.Throws<VwMeshException>(() => Write("text")).ErrorId);
        Assert.Equal("OutputNotRead", Assert.Throws<VwMeshException>(() => OutputFile.Read(_folder.File("wg0.conf"))).ErrorId);
        Assert.Equal(["wg0.conf"], _folder.Names);
    }

    [Fact]
    public void What_is_left_is_not_written_to()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        var other = _folder.WriteWithMode("other", "theirs", (UnixFileMode)0b110_110_110);
        File.CreateSymbolicLink(_folder.File(Left), other);
        Write("new");
        Assert.Equal("theirs", File.ReadAllText(other));
        File.CreateSymbolicLink(_folder.File(Left), _folder.File("nowhere"));
        Write("newer");
        _folder.WriteWithMode(Left, "open to all", (UnixFileMode)0b110_110_110);
        Write("newest");
        TemporaryFolder.AssertPrivate(_folder.File("wg0.conf"));
        Assert.Equal(["other", "wg0.conf"], _folder.Names);
    }

    [Fact]
    public void A_pipe_in_the_way_keeps_nobody_waiting()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only there a pipe is known.");
        using (var made = Process.Start("mkfifo", _folder.File(Left)))
            made.WaitForExit();
        Write("new");
        Assert.Equal(["wg0.conf"], _folder.Names);
    }

    [Fact]
    public async Task The_file_of_a_living_writer_is_left_to_it_and_waited_for()
    {
        var path = _folder.File("wg0.conf");
        Write("old");
        Task<WriteOutcome> second;
        using (var folder = Folder.Open(_folder.Path))
        using (var first = TemporaryFile.Create(folder, "wg0.conf", isPrivate: true))
        {
            first.Write(Parts("first"));
            Assert.Equal(WriteOutcome.Unchanged, Write("old"));
            Assert.Contains(Left, _folder.Names);
            second = Task.Run(() => Write("second"), TestContext.Current.CancellationToken);
            Thread.Sleep(200);
            Assert.Equal("old", File.ReadAllText(path));
            first.MoveTo("wg0.conf", mayReplace: true);
            Assert.Equal("first", File.ReadAllText(path));
        }
        Assert.Equal(WriteOutcome.Updated, await second);
        Assert.Equal("second", File.ReadAllText(path));
        Assert.Equal(["wg0.conf"], _folder.Names);
    }

    [Fact]
    public void Of_many_writers_at_once_each_leaves_a_whole_file()
    {
        // Between opening what another left and locking it, it may have become the finished file, and its name another's.
        var path = _folder.File("wg0.conf");
        Write(Text(0));
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, writer =>
        {
            for (var i = 0; i < 1500; i++)
            {
                using (var folder = Folder.Open(_folder.Path))
                using (var file = TemporaryFile.Create(folder, "wg0.conf", isPrivate: true))
                {
                    file.Write(Parts(Text(writer)));
                    file.MoveTo("wg0.conf", mayReplace: true);
                }
                var text = OutputFile.Read(path)!;
                Assert.Equal((300, 300), (text.Length, text.Count(c => c == text[0])));
            }
        });
        Assert.Equal(["wg0.conf"], _folder.Names);

        static string Text(int writer) => new((char)('a' + writer), 300);
    }

    private WriteOutcome Write(string text) => OutputFile.WritePrivate(_folder.File("wg0.conf"), Parts(text));

    private static ReadOnlyMemory<byte>[] Parts(string text) => [System.Text.Encoding.UTF8.GetBytes(text)];
}
