using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.CoreTests.Storage;

public sealed class RestoreTests : IDisposable
{
    private static readonly LockWait Wait = new(TimeSpan.FromSeconds(10));
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_content_before_the_last_commit_is_kept_private_beside_the_file()
    {
        var path = _folder.Write("mesh.conf", Golden.Text("wg-meshvpn"));
        Change(path, 99);
        Change(path, 100);
        Assert.Equal(99, NetworkFile.ReadPrevious(path).VxlanId);
        Assert.Equal(["mesh.conf", "mesh.conf.previous"], _folder.Names);
        TemporaryFolder.AssertPrivate(path + ".previous");
        Assert.Equal([path], NetworkLocation.List(_folder.Path));
    }

    [Fact]
    public void Restoring_brings_every_byte_back_and_a_second_time_takes_that_back()
    {
        var text = "# ours\r\n" + Golden.Text("wg-meshvpn");
        var path = _folder.Write("mesh.conf", text);
        Change(path, 99);
        var changed = File.ReadAllText(path);
        Assert.Equal(text, Restored());
        Assert.Equal(changed, Restored());

        string Restored()
        {
            var network = NetworkFile.Restore(path, Wait);
            Assert.Equal(network, NetworkFile.Read(path));
            TemporaryFolder.AssertPrivate(path);
            return File.ReadAllText(path);
        }
    }

    [Fact]
    public void A_file_that_a_hand_broke_is_restored_and_what_the_hand_wrote_is_kept()
    {
        var path = _folder.Write("mesh.conf", Golden.Text("wg-meshvpn"));
        Change(path, 99);
        File.WriteAllText(path, "[Network\n");
        Assert.Equal(NetworkFile.Read(_folder.Write("golden.conf", Golden.Text("wg-meshvpn"))).VxlanId, NetworkFile.Restore(path, Wait).VxlanId);
        Assert.Equal("[Network\n", File.ReadAllText(path + ".previous"));
        Assert.Equal(ErrorKind.InvalidData, Assert.Throws<VwMeshException>(() => NetworkFile.Restore(path, Wait)).Kind);
        Assert.Equal(Golden.Text("wg-meshvpn"), File.ReadAllText(path));
    }

    [Fact]
    public void Where_nothing_is_kept_nothing_is_restored()
    {
        var path = _folder.Write("mesh.conf", Golden.Text("wg-meshvpn"));
        Assert.Equal("PreviousContentMissing", Assert.Throws<VwMeshException>(() => NetworkFile.Restore(path, Wait)).ErrorId);
        Assert.Equal(["mesh.conf"], _folder.Names);
    }

    [Fact]
    public void What_is_kept_takes_the_place_of_a_link_and_does_not_follow_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        var path = _folder.Write("mesh.conf", Golden.Text("wg-meshvpn"));
        var other = _folder.Write("other", "theirs");
        File.CreateSymbolicLink(path + ".previous", other);
        Change(path, 99);
        Assert.Equal("theirs", File.ReadAllText(other));
        Assert.Null(File.ResolveLinkTarget(path + ".previous", returnFinalTarget: false));
    }

    [Fact]
    public void A_change_that_is_refused_leaves_what_was_kept()
    {
        var path = _folder.Write("mesh.conf", Golden.Text("wg-meshvpn"));
        Change(path, 99);
        using var transaction = NetworkTransaction.Begin(path, Wait);
        File.AppendAllText(path, "# theirs\n");
        Assert.Throws<VwMeshException>(() => transaction.Commit(transaction.Network with { VxlanId = 100 }));
        Assert.Equal(Golden.Text("wg-meshvpn"), File.ReadAllText(path + ".previous"));
        Assert.Equal(["mesh.conf", "mesh.conf.previous"], _folder.Names.Where(n => n[0] != '.'));
    }

    [Fact]
    public void A_removed_network_takes_what_was_kept_with_it()
    {
        var path = _folder.Write("mesh.conf", Golden.Text("wg-meshvpn"));
        Change(path, 99);
        NetworkFile.Delete(path, Wait);
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void What_differs_is_said_without_a_secret()
    {
        var before = NetworkFile.Read(_folder.Write("mesh.conf", Golden.Text("wg-meshvpn")));
        var (one, two) = (before.Nodes[0], before.Nodes[1]);
        var after = before with { VxlanId = 99, Blocked = new HashSet<NodePair> { new("node1", "node2") } };
        after = after.WithNodes([one with { PrivateKey = PrivateKey.Generate(), ListenPort = 7 }, two, new Node("node4")]);
        Assert.Equal(
            [
                $"VxlanID {before.VxlanId} → 99", $"node 'node1': ListenPort {one.ListenPort} → 7", "node 'node1': PrivateKey is another",
                "node 'node3' is removed", "node 'node4' is added",
                "'node1 - node3' are no longer blocked", "'node1 - node2' are blocked",
            ],
            SettingChange.Between(before, after).Select(c => c.ToString()));
        Assert.DoesNotContain(SettingChange.Between(before, after), c => $"{c.Before}{c.After}".Contains(one.PrivateKey!.Reveal(), StringComparison.Ordinal));
        Assert.Empty(SettingChange.Between(before, before));
    }

    private static void Change(string path, int vxlanId)
    {
        using var transaction = NetworkTransaction.Begin(path, Wait);
        transaction.Commit(transaction.Network with { VxlanId = vxlanId });
    }
}
