using System.Diagnostics;
using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.CoreTests.Storage;

public sealed class CommitTests : IDisposable
{
    private static readonly LockWait Wait = new(TimeSpan.FromSeconds(10));
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_commit_makes_the_file_private()
    {
        var path = _folder.Write("mesh.conf", Golden.Text("wg-meshvpn"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Assert.Equal(!OperatingSystem.IsWindows(), NetworkFile.Inspect(path).IsOpenToOthers);
        Change(path);
        TemporaryFolder.AssertPrivate(path);
        Assert.False(NetworkFile.Inspect(path).IsOpenToOthers);
    }

    [Fact]
    public void The_text_of_another_program_is_not_overwritten()
    {
        var path = _folder.Write("mesh.conf", Golden.Text("wg-meshvpn"));
        using var transaction = NetworkTransaction.Begin(path, Wait);
        var theirs = Golden.Text("wg-meshvpn").Replace("1234", "4321", StringComparison.Ordinal);
        File.WriteAllText(path, theirs);
        var error = Assert.Throws<VwMeshException>(() => Change(transaction));
        Assert.Equal("NetworkFileChanged", error.ErrorId);
        Assert.Equal(theirs, File.ReadAllText(path));
        Assert.DoesNotContain(_folder.Names, n => n.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void A_link_that_took_the_place_of_the_file_is_not_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        var path = _folder.Write("mesh.conf", Golden.Text("wg-meshvpn"));
        var other = _folder.Write("other", Golden.Text("wg-meshvpn"));
        using var transaction = NetworkTransaction.Begin(path, Wait);
        File.Delete(path);
        File.CreateSymbolicLink(path, other);
        Assert.Equal("NetworkFileChanged", Assert.Throws<VwMeshException>(() => Change(transaction)).ErrorId);
        Assert.Equal(Golden.Text("wg-meshvpn"), File.ReadAllText(other));
        Assert.Equal(other, File.ResolveLinkTarget(path, false)!.FullName);
    }

    [Fact]
    public void A_linked_file_is_changed_where_it_is_and_the_link_stays()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        Directory.CreateDirectory(_folder.File("real"));
        var target = _folder.Write("real/whole.toml", Golden.Text("wg-meshvpn"));
        var path = _folder.File("mesh.toml");
        File.CreateSymbolicLink(path, "real/whole.toml");
        Assert.Equal(("mesh", path), (Change(path).Name, NetworkFile.Read(path).Path));
        Assert.Equal("real/whole.toml", new FileInfo(path).LinkTarget);
        Assert.Equal(99, NetworkFile.Read(target).VxlanId);
        Assert.Equal(["mesh.toml", "real"], _folder.Names);
    }

    [Fact]
    public void A_file_on_a_full_disk_stays_as_it_was()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Mounting a small tmpfs needs root on Linux.");
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", _folder.Path) == 0, "A tmpfs cannot be mounted here.");
        try
        {
            var path = _folder.Write("mesh.conf", Golden.Text("wg-meshvpn"));
            File.WriteAllBytes(_folder.File("filler"), new byte[12288]);
            var error = Assert.Throws<VwMeshException>(() => Change(path));
            Assert.Equal(("WriteError", ErrorKind.WriteError), (error.ErrorId, error.Kind));
            Assert.Equal(Golden.Text("wg-meshvpn"), File.ReadAllText(path));
            Assert.Equal(["filler", "mesh.conf"], _folder.Names);
        }
        finally
        {
            Run("umount", _folder.Path);
        }
    }

    [Fact]
    public void A_file_in_a_read_only_file_system_stays_as_it_was()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Mounting a tmpfs needs root on Linux.");
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "tmpfs", _folder.Path) == 0, "A tmpfs cannot be mounted here.");
        try
        {
            var path = _folder.Write("mesh.conf", Golden.Text("wg-meshvpn"));
            Run("mount", "-o", "remount,ro", _folder.Path);
            Assert.Equal("WriteError", Assert.Throws<VwMeshException>(() => Change(path)).ErrorId);
            Assert.Equal(Golden.Text("wg-meshvpn"), File.ReadAllText(path));
        }
        finally
        {
            Run("umount", _folder.Path);
        }
    }

    [Fact]
    public void A_users_file_stays_the_users_when_root_changes_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Only root can give files away.");
        var path = _folder.Write("mesh.conf", Golden.Text("wg-meshvpn"));
        Assert.Equal(0, Run("chown", "12345:54321", path));
        Change(path);
        Assert.Equal(0, Run("/bin/sh", "-c", $"test \"$(stat -c %u:%g:%a '{path}')\" = 12345:54321:600"));
    }

    [Fact]
    public void A_second_commit_goes_on_from_the_first()
    {
        var path = _folder.Write("mesh.conf", Golden.Text("wg-meshvpn"));
        using var transaction = NetworkTransaction.Begin(path, Wait);
        Change(transaction);
        transaction.Commit(transaction.Network with { VxlanMtu = 1400 });
        Assert.True(NetworkFile.Read(path) is { VxlanId: 99, VxlanMtu: 1400 });
    }

    [Fact]
    public void A_change_that_the_text_would_not_say_is_refused()
    {
        var path = _folder.Write("mesh.conf", Golden.Text("wg-meshvpn"));
        using var transaction = NetworkTransaction.Begin(path, Wait);
        var draft = new NetworkDraft(transaction.Network);
        // Addresses in a file have no zone.
        draft.Replace(draft.Get("node1") with { Address = [new InterfaceAddress(System.Net.IPAddress.Parse("fe80::1%3"), 64)] });
        Assert.Equal("NetworkFileNotEditable", Assert.Throws<VwMeshException>(() => transaction.Commit(draft.ToNetwork())).ErrorId);
        Assert.Equal(Golden.Text("wg-meshvpn"), File.ReadAllText(path));
        Assert.DoesNotContain(_folder.Names, n => n.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_nodes_of_one_name_are_refused()
    {
        var path = _folder.Write("mesh.conf", Golden.Text("wg-meshvpn"));
        using var transaction = NetworkTransaction.Begin(path, Wait);
        var twice = transaction.Network.WithNodes([.. transaction.Network.Nodes, new Node("NODE1")]);
        Assert.Equal("NodeExists", Assert.Throws<VwMeshException>(() => transaction.Commit(twice)).ErrorId);
        Assert.Equal(Golden.Text("wg-meshvpn"), File.ReadAllText(path));
    }

    [Fact]
    public void A_removed_network_leaves_nothing_behind()
    {
        var path = _folder.Write("mesh.conf", Golden.Text("wg-meshvpn"));
        _folder.Write(".mesh.conf.vwmesh.tmp", Golden.Text("wg-meshvpn"));
        NetworkFile.Delete(path, Wait);
        Assert.Empty(_folder.Names);
        Assert.Equal("NetworkNotFound", Assert.Throws<VwMeshException>(() => NetworkFile.Delete(path, Wait)).ErrorId);
        Assert.Empty(_folder.Names);
    }

    private static Network Change(string path)
    {
        using var transaction = NetworkTransaction.Begin(path, Wait);
        return Change(transaction);
    }

    private static Network Change(NetworkTransaction transaction) => transaction.Commit(transaction.Network with { VxlanId = 99 });

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
