using System.Net;
using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.CoreTests.Storage;

/// <summary>Changes in place, judged as git diff would: by the lines that differ.</summary>
public sealed class EditingTests : IDisposable
{
    private static readonly LockWait Wait = new(TimeSpan.FromSeconds(10));
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nothing_is_written_when_nothing_changes()
    {
        var path = _folder.Write("office.conf", Golden.Text("office"));
        var before = File.GetLastWriteTimeUtc(path);
        using var transaction = NetworkTransaction.Begin(path, Wait);
        transaction.Commit(new NetworkDraft(transaction.Network).ToNetwork());
        Assert.Equal(Golden.Text("office"), File.ReadAllText(path));
        Assert.Equal(before, File.GetLastWriteTimeUtc(path));
    }

    [Fact]
    public void A_changed_setting_touches_its_line_alone_and_keeps_its_comment() =>
        Expect(Golden.Text("office"), d => d.Settings = d.Settings with { AddressPoolIPv6 = IPNetwork.Parse("fd00::/64") },
            "-AddressPoolIPv6 = \"fd42:1234:5678::/112\"   # narrow on purpose",
            "+AddressPoolIPv6 = \"fd00::/64\"   # narrow on purpose");

    [Fact]
    public void A_guard_is_inserted_at_its_place() =>
        Expect(Golden.Text("office"), d => d.Settings = d.Settings with { Guard = Guard.Iptables }, "+Guard = \"iptables\"");

    [Fact]
    public void An_endpoint_that_is_removed_takes_its_line_along() =>
        Expect(Golden.Text("office"), d => d.Replace(d.Get("lima") with { Endpoint = null }), "-Endpoint = \"[2001:db8:77::2]:51821\"");

    [Fact]
    public void An_endpoint_is_inserted_at_its_place() =>
        Expect(Golden.Text("office"), d => d.Replace(d.Get("tokyo") with { Endpoint = Endpoint.Parse("192.0.2.9:1") }), "+Endpoint = \"192.0.2.9:1\"");

    [Fact]
    public void A_list_changes_on_its_line() =>
        Expect(Golden.Text("office"), d => d.Replace(d.Get("paris") with { Address = [InterfaceAddress.Parse("10.77.0.1/22")] }),
            "-Address = [ \"10.77.0.1/22\", \"192.168.50.1/24\",]", "+Address = [ \"10.77.0.1/22\",]");

    [Fact]
    public void A_renamed_node_keeps_its_table_and_its_blocks_follow() =>
        Expect(Golden.Text("office"), d => d.Rename("tokyo", "osaka.jp"),
            "-Blacklist = [ [ \"paris\", \"tokyo\",], [ \"tokyo\", \"paris\",],]",
            "+Blacklist = [ [ \"paris\", \"osaka.jp\",], [ \"osaka.jp\", \"paris\",],]",
            "-[Node.tokyo]", "+[Node.\"osaka.jp\"]");

    [Fact]
    public void A_removed_node_goes_with_its_comment_and_its_blocks()
    {
        var start = Golden.Text("office").IndexOf("# the head office", StringComparison.Ordinal);
        var end = Golden.Text("office").IndexOf("[Node.lima]", StringComparison.Ordinal);
        var expected = Golden.Text("office").Remove(start, end - start)
            .Replace("Blacklist = [ [ \"paris\", \"tokyo\",], [ \"tokyo\", \"paris\",],]", "Blacklist = []", StringComparison.Ordinal);
        Assert.Equal(expected, Edit(Golden.Text("office"), d => d.Remove("paris")));
    }

    [Fact]
    public void The_comment_that_ends_the_file_stays_when_the_last_node_goes()
    {
        var result = Edit(Golden.Text("office"), d => d.Remove("tokyo"));
        Assert.EndsWith("Rack = 42\n\n# end of file comment\n", result, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_node_is_appended_as_vwgen_writes_it()
    {
        var key = PrivateKey.Parse("iEKc+/7RGMd3YBfqrUP5EHwawppvTfV+nRMm9jNJ8kw=");
        var result = Edit(Golden.Text("wg-meshvpn"), d => d.Add(new Node("node4") { ListenPort = 5, PrivateKey = key, PreUp = ["logger \"up %i\""] }));
        Assert.Equal(Golden.Text("wg-meshvpn") + """

            [Node.node4]
            Address = []
            AllowedIPs = []
            FwMark = 0
            LinkLayerAddress = []
            ListenPort = 5
            PersistentKeepalive = 0
            PostDown = []
            PostUp = []
            PreDown = []
            PreUp = [ "logger \"up %i\"",]
            PrivateKey = "iEKc+/7RGMd3YBfqrUP5EHwawppvTfV+nRMm9jNJ8kw="
            SaveConfig = false
            UPnP = false

            """, result);
    }

    [Fact]
    public void A_block_adds_both_directions_and_unblocking_removes_both()
    {
        Expect(Golden.Text("wg-meshvpn"), d => d.Block("node2", "node1"),
            "-Blacklist = [ [ \"node1\", \"node3\",], [ \"node3\", \"node1\",],]",
            "+Blacklist = [ [ \"node1\", \"node3\",], [ \"node3\", \"node1\",], [ \"node1\", \"node2\",], [ \"node2\", \"node1\",],]");
        Expect(Golden.Text("wg-meshvpn"), d => d.Unblock("node3", "node1"),
            "-Blacklist = [ [ \"node1\", \"node3\",], [ \"node3\", \"node1\",],]", "+Blacklist = []");
    }

    private void Expect(string text, Action<NetworkDraft> change, params string[] difference) =>
        Assert.Equal(difference, Difference(text, Edit(text, change)));

    private string Edit(string text, Action<NetworkDraft> change)
    {
        var path = _folder.Write("net.toml", text);
        using var transaction = NetworkTransaction.Begin(path, Wait);
        var draft = new NetworkDraft(transaction.Network);
        change(draft);
        transaction.Commit(draft.ToNetwork());
        return File.ReadAllText(path);
    }

    /// <summary>The lines that are gone and those that are new, in order, by the longest common subsequence.</summary>
    private static string[] Difference(string before, string after)
    {
        var (a, b) = (before.Split('\n'), after.Split('\n'));
        var common = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
                common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }
        var difference = new List<string>();
        for (int i = 0, j = 0; i < a.Length || j < b.Length;)
        {
            if (i < a.Length && j < b.Length && a[i] == b[j])
                (i, j) = (i + 1, j + 1);
            else if (i < a.Length && (j == b.Length || common[i + 1, j] >= common[i, j + 1]))
                difference.Add("-" + a[i++]);
            else
                difference.Add("+" + b[j++]);
        }
        return [.. difference];
    }
}
