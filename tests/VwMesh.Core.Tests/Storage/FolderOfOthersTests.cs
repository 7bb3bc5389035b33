using System.Diagnostics;
using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.CoreTests.Storage;

/// <summary>
/// Root works in the folder of a user who puts links in its way, before the command or by a thread while it runs. The targets of the links stay as
/// they were.
/// </summary>
public sealed class FolderOfOthersTests : IDisposable
{
    private const int User = 12345;
    private static readonly LockWait Wait = new(TimeSpan.FromSeconds(10));
    private readonly TemporaryFolder _roots = new();
    private readonly TemporaryFolder _users = new();
    private readonly string _victim;

    public FolderOfOthersTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Only root can act for others, on Linux.");
        Own(_users.Path);
        _victim = _roots.WriteWithMode("shadow", "root's", (UnixFileMode)0b110_100_000);
        File.SetLastWriteTimeUtc(_victim, DateTime.UnixEpoch);
    }

    public void Dispose()
    {
        _roots.Dispose();
        _users.Dispose();
    }

    [Fact]
    public void A_commit_gives_nobody_the_file_that_a_link_points_to()
    {
        var path = UsersNetwork();
        var temporary = _users.File(".mesh.toml.vwmesh.tmp");
        WhileSwapping(temporary, () =>
        {
            File.Delete(path);
            UsersNetwork();
            Ignoring(() => Change(path));
        });
        AssertVictimIsUntouched();
    }

    [Theory]
    [InlineData(".mesh.toml.lock")]
    [InlineData(".mesh.toml.vwmesh.tmp")]
    [InlineData(".mesh.toml.previous.vwmesh.tmp")]
    [InlineData("mesh.toml.previous")]
    [InlineData(".wg0.conf.vwmesh.tmp")]
    public void What_lies_in_the_way_is_removed_and_not_changed_though_it_is_a_file_of_root(string name)
    {
        Assert.Equal(0, Run("ln", _victim, _users.File(name)));
        Change(UsersNetwork());
        Write("wg0.conf", "text");
        Assert.Equal(["mesh.toml", "mesh.toml.previous", "wg0.conf"], _users.Names);
        AssertVictimIsUntouched();
    }

    [Theory]
    [InlineData("shadow")]
    [InlineData("missing")]
    public void A_link_in_the_place_of_the_lock_makes_no_file_and_locks_nobody_out(string target)
    {
        var path = UsersNetwork();
        File.CreateSymbolicLink(_users.File(".mesh.toml.lock"), _roots.File(target));
        Change(path);
        Assert.Equal(["shadow"], _roots.Names);
        Assert.Equal(["mesh.toml", "mesh.toml.previous"], _users.Names);
        AssertVictimIsUntouched();
    }

    [Fact]
    public void Kept_content_is_read_through_no_link()
    {
        var path = UsersNetwork();
        File.CreateSymbolicLink(_users.File("mesh.toml.previous"), _roots.WritePrivate("other.toml", Golden.Text("wg-meshvpn")));
        Assert.Contains("it is a link", Assert.Throws<VwMeshException>(() => NetworkFile.Restore(path, Wait)).Message, StringComparison.Ordinal);
        Change(path);
        Assert.Equal(Golden.Text("wg-meshvpn"), File.ReadAllText(_roots.File("other.toml")));
        Assert.Null(new FileInfo(_users.File("mesh.toml.previous")).LinkTarget);
    }

    [Fact]
    public void A_link_in_the_place_of_an_output_is_replaced_whatever_it_points_to()
    {
        File.CreateSymbolicLink(_users.File("wg0.conf"), _victim);
        Assert.Equal(WriteOutcome.Updated, Write("wg0.conf", "root's"));
        AssertVictimIsUntouched();
        Assert.Null(new FileInfo(_users.File("wg0.conf")).LinkTarget);
        TemporaryFolder.AssertPrivate(_users.File("wg0.conf"));
    }

    [Fact]
    public void A_transaction_stays_in_its_folder_whatever_its_path_means_meanwhile()
    {
        Directory.CreateDirectory(_users.File("mesh"));
        var path = _users.Write("mesh/mesh.toml", Golden.Text("wg-meshvpn"));
        var others = _roots.Write("mesh.toml", Golden.Text("wg-meshvpn"));
        using (var transaction = NetworkTransaction.Begin(path, Wait))
        {
            Directory.Move(_users.File("mesh"), _users.File("moved"));
            File.CreateSymbolicLink(_users.File("mesh"), _roots.Path);
            transaction.Commit(transaction.Network with { VxlanId = 99 });
        }
        Assert.Equal(Golden.Text("wg-meshvpn"), File.ReadAllText(others));
        Assert.Equal(["mesh.toml", "shadow"], _roots.Names);
        Assert.Equal(99, NetworkFile.Read(_users.File("moved/mesh.toml")).VxlanId);
        Assert.Equal(2, Directory.GetFileSystemEntries(_users.File("moved")).Length);
    }

    [Theory]
    [InlineData("Change")]
    [InlineData("Create")]
    [InlineData("Delete")]
    [InlineData("Export")]
    [InlineData("Link")]
    public void A_link_of_another_user_is_refused_with_the_reason(string action)
    {
        _roots.WritePrivate("mesh.toml", Golden.Text("wg-meshvpn"));
        var names = _roots.Names;
        Link("folder", _roots.Path);
        Link("link.toml", _roots.File("mesh.toml"));
        var error = Assert.Throws<VwMeshException>(() =>
        {
            switch (action)
            {
                case "Change":
                    Change(_users.File("folder/mesh.toml"));
                    break;
                case "Create":
                    NetworkFile.Create(NetworkFile.Read(_roots.File("mesh.toml")) with { Identity = NetworkIdentity.OfFile(_users.File("folder/new.toml")) });
                    break;
                case "Delete":
                    NetworkFile.Delete(_users.File("folder/mesh.toml"), Wait);
                    break;
                case "Export":
                    Write("folder/a/wg0.conf", "text");
                    break;
                default:
                    Change(_users.File("link.toml"));
                    break;
            }
        });
        Assert.Equal(("UnsafeLink", ErrorKind.SecurityError), (error.ErrorId, error.Kind));
        Assert.Contains("user with the id 12345", error.Message, StringComparison.Ordinal);
        Assert.Equal(names, _roots.Names);
        Assert.Equal(Golden.Text("wg-meshvpn"), File.ReadAllText(_roots.File("mesh.toml")));
    }

    [Theory]
    [InlineData(0b111_111_111, false)]
    [InlineData(0b1_111_111_111, true)]
    [InlineData(0b111_101_101, true)]
    public void A_link_of_ones_own_is_followed_where_nobody_else_could_change_it(int mode, bool isFollowed)
    {
        _roots.WritePrivate("mesh.toml", Golden.Text("wg-meshvpn"));
        Directory.CreateDirectory(_roots.File("links"));
        Assert.Equal(0, Run("chmod", Convert.ToString(mode, 8), _roots.File("links")));
        File.CreateSymbolicLink(_roots.File("links/own.toml"), "../links/../mesh.toml");
        if (isFollowed)
            Assert.Equal(99, Change(_roots.File("links/own.toml")).VxlanId);
        else
            Assert.Contains("others may write", Assert.Throws<VwMeshException>(() => Change(_roots.File("links/own.toml"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_that_lead_in_a_circle_are_an_error_and_no_loop()
    {
        File.CreateSymbolicLink(_roots.File("a.toml"), "b.toml");
        File.CreateSymbolicLink(_roots.File("b.toml"), "a.toml");
        Assert.Equal("NetworkFileUnreadable", Assert.Throws<VwMeshException>(() => Change(_roots.File("a.toml"))).ErrorId);
    }

    private WriteOutcome Write(string file, string text) => OutputFile.WritePrivate(_users.File(file), [System.Text.Encoding.UTF8.GetBytes(text)]);

    private string UsersNetwork()
    {
        var path = _users.WritePrivate("mesh.toml", Golden.Text("wg-meshvpn"));
        Own(path);
        return path;
    }

    private void Link(string name, string target)
    {
        File.CreateSymbolicLink(_users.File(name), target);
        Assert.Equal(0, Run("chown", "-h", "12345:12345", _users.File(name)));
    }

    /// <summary>Runs a step again and again while another thread puts a link to the victim in the place of a file as soon as it is there.</summary>
    private void WhileSwapping(string path, Action step)
    {
        using var stop = new CancellationTokenSource();
        var swaps = 0;
        var swapper = new Thread(() =>
        {
            var link = _users.File("link");
            while (!stop.IsCancellationRequested)
            {
                if (!File.Exists(path) || new FileInfo(path).LinkTarget is not null)
                    continue;
                File.CreateSymbolicLink(link, _victim);
                File.Move(link, path, overwrite: true);
                swaps++;
            }
        });
        swapper.Start();
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(1);)
            step();
        stop.Cancel();
        swapper.Join();
        Assert.True(swaps > 0, "Nothing was swapped.");
    }

    private void AssertVictimIsUntouched()
    {
        Assert.Equal("root's", File.ReadAllText(_victim));
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(_victim));
        Assert.Equal(0, Run("/bin/sh", "-c", $"test \"$(stat -c %u:%g:%a '{_victim}')\" = 0:0:640"));
    }

    private static void Ignoring(Action step)
    {
        try
        {
            step();
        }
        catch (VwMeshException)
        {
            // The swapping makes some of the steps fail.
        }
    }

    private static Network Change(string path)
    {
        using var transaction = NetworkTransaction.Begin(path, Wait);
        return transaction.Commit(transaction.Network with { VxlanId = 99 });
    }

    private static void Own(string path) => Assert.Equal(0, Run("chown", $"{User}:{User}", path));

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
