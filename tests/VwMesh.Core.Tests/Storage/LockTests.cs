using System.Diagnostics;
using VwMesh.Model;
using VwMesh.Storage;
using VwMesh.Storage.Files;

namespace VwMesh.CoreTests.Storage;

public sealed class LockTests : IDisposable
{
    private static readonly LockWait Patient = new(TimeSpan.FromSeconds(60));
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_many_writers_at_once_none_loses_its_change()
    {
        var path = _folder.Write("mesh.conf", Golden.Text("wg-meshvpn"));
        Parallel.For(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 20 }, i =>
        {
            using var transaction = NetworkTransaction.Begin(path, Patient);
            var draft = new NetworkDraft(transaction.Network);
            draft.Add(new Node($"new{i}"));
            transaction.Commit(draft.ToNetwork());
        });
        Assert.Equal(43, NetworkFile.Read(path).Nodes.Count);
        Assert.Equal(["mesh.conf", "mesh.conf.previous"], _folder.Names);
    }

    [Fact]
    public async Task Readers_never_wait_and_always_see_a_whole_network()
    {
        var path = _folder.Write("mesh.conf", Golden.Text("wg-meshvpn"));
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
                Assert.InRange(NetworkFile.Read(path).Nodes.Count, 3, 33);
        }, TestContext.Current.CancellationToken)).ToArray();
        for (var i = 0; i < 30; i++)
        {
            using var transaction = NetworkTransaction.Begin(path, Patient);
            var draft = new NetworkDraft(transaction.Network);
            draft.Add(new Node($"new{i}"));
            transaction.Commit(draft.ToNetwork());
        }
        await stop.CancelAsync();
        await Task.WhenAll(readers);
    }

    [Fact]
    public void Whoever_waits_too_long_is_told_which_file_and_how_long()
    {
        var path = _folder.Write("mesh.conf", Golden.Text("wg-meshvpn"));
        using var first = NetworkTransaction.Begin(path, Patient);
        var (verbose, warnings) = (new List<string>(), new List<string>());
        var error = Assert.Throws<VwMeshException>(() => NetworkTransaction.Begin(path, new LockWait(TimeSpan.FromSeconds(3.4), verbose.Add, warnings.Add)));
        Assert.Equal(("NetworkLocked", ErrorKind.ResourceBusy, (object)path), (error.ErrorId, error.Kind, error.Target!));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains("3.", error.Message, StringComparison.Ordinal);
        Assert.Contains(path, Assert.Single(verbose), StringComparison.Ordinal);
        Assert.Contains(path, Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Never_do_two_hold_the_lock()
    {
        // Between opening a lock file and locking it, its holder may remove it and another make a new one.
        var path = _folder.Write("mesh.conf", "");
        var holders = 0;
        var most = 0;
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            for (var i = 0; i < 2000; i++)
            {
                try
                {
                    using var place = FilePlace.Of(path);
                    using var held = FileLock.Acquire(place, new LockWait(TimeSpan.Zero));
                    var now = Interlocked.Increment(ref holders);
                    if (now > 1)
                        Volatile.Write(ref most, now);
                    Thread.SpinWait(2000);
                    Interlocked.Decrement(ref holders);
                }
                catch (VwMeshException)
                {
                    // Another has it; at once again.
                }
            }
        });
        Assert.Equal(0, most);
    }

    [Fact]
    public void A_wait_can_be_cancelled()
    {
        var path = _folder.Write("mesh.conf", Golden.Text("wg-meshvpn"));
        using var first = NetworkTransaction.Begin(path, Patient);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        Assert.Throws<OperationCanceledException>(() => NetworkTransaction.Begin(path, Patient with { CancellationToken = stop.Token }));
    }

    [Fact]
    public void A_transaction_without_commit_leaves_the_file_and_no_lock()
    {
        var path = _folder.Write("mesh.conf", Golden.Text("wg-meshvpn"));
        using (NetworkTransaction.Begin(path, Patient))
            Assert.Equal([".mesh.conf.lock", "mesh.conf"], _folder.Names);
        Assert.Equal(["mesh.conf"], _folder.Names);
        Assert.Equal(Golden.Text("wg-meshvpn"), File.ReadAllText(path));
    }

    [Fact]
    public void The_lock_file_of_a_killed_writer_blocks_nobody()
    {
        var path = _folder.Write("mesh.conf", Golden.Text("wg-meshvpn"));
        _folder.Write(".mesh.conf.lock", "");
        using (NetworkTransaction.Begin(path, new LockWait(TimeSpan.Zero)))
        {
        }
        Assert.Equal(["mesh.conf"], _folder.Names);
    }

    [Fact]
    public void The_lock_of_a_holder_that_dies_is_free()
    {
        Needs.Require("flock");
        var path = _folder.Write("mesh.conf", Golden.Text("wg-meshvpn"));
        using var holder = Process.Start(new ProcessStartInfo("/usr/bin/flock", ["--close", _folder.File(".mesh.conf.lock"), "/bin/sh", "-c", "echo held; exec sleep 60"]) { RedirectStandardOutput = true })!;
        Assert.Equal("held", holder.StandardOutput.ReadLine());
        Assert.Equal("NetworkLocked", Assert.Throws<VwMeshException>(() => NetworkTransaction.Begin(path, new LockWait(TimeSpan.FromSeconds(0.2)))).ErrorId);
        holder.Kill(entireProcessTree: true);
        NetworkTransaction.Begin(path, Patient).Dispose();
    }

    [Fact]
    public void What_a_killed_writer_left_is_removed_and_nothing_else()
    {
        var path = _folder.Write("mesh.conf", Golden.Text("wg-meshvpn"));
        _folder.Write(".mesh.conf.vwmesh.tmp", Golden.Text("wg-meshvpn"));
        string[] others = [".mesh.conf.notes.tmp", ".mesh.tmp", ".other.conf.vwmesh.tmp"];
        foreach (var other in others)
            _folder.Write(other, "");
        NetworkTransaction.Begin(path, Patient).Dispose();
        Assert.Equal([.. others, "mesh.conf"], _folder.Names);
    }
}
