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
    public void Groups_and_rules_are_inserted_at_their_places_and_leave_with_their_lines()
    {
        var (old, groups) = (Golden.Text("office"), "Groups = [ \"hub\", \"eu\",]");
        Expect(old, d => d.Replace(d.Get("paris") with { Groups = ["hub", "eu"], Relay = true }), "+" + groups, "+Relay = true");
        Expect(old, d => d.Settings = d.Settings with { Peering = [PeeringRule.Parse("hub:*")] }, "+Peering = [ \"hub:*\",]");
        var grouped = old.Replace("[Node.paris]", "[Node.paris]\n" + groups, StringComparison.Ordinal);
        Expect(grouped, d => d.Replace(d.Get("paris") with { Groups = [] }), "-" + groups);
        Expect(grouped.Replace(groups, "Groups = []", StringComparison.Ordinal), d => d.Replace(d.Get("paris") with { Groups = ["x"] }), "-Groups = []", "+Groups = [ \"x\",]");
    }

    [Fact]
    public void Subnets_are_inserted_at_their_place_and_leave_with_their_line()
    {
        var (old, line) = (Golden.Text("office"), "Subnets = [ \"192.168.7.0/24\",]");
        Expect(old, d => d.Replace(d.Get("paris") with { Subnets = [System.Net.IPNetwork.Parse("192.168.7.0/24")] }), "+" + line);
        var with = old.Replace("[Node.paris]", "[Node.paris]\n" + line, StringComparison.Ordinal);
        Expect(with, d => d.Replace(d.Get("paris") with { Subnets = [] }), "-" + line);
        Expect(old, d => d.Settings = d.Settings with { Routing = SubnetRouting.Babel }, "+Routing = \"Babel\"");
    }

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

    [Fact]
    public void A_block_of_one_direction_counts_and_stays_until_it_is_lifted()
    {
        var text = "[Network]\nVxlanID = 5\n\n[PeerBlacklist]\nBlacklist = [\n  [ 'a', 'b' ], # why\n  # later\n  [\"gone\", \"a\"]\n]\n\n[Node.a]\n[Node.b]\n[Node.c]\n";
        Assert.Equal(text, Edit(text, d => Assert.False(d.Block("B", "A"))));
        Expect(text, d => d.Unblock("a", "b"), "-  [ 'a', 'b' ], # why");
        Expect(text, d => d.Rename("a", "x"), "-  [ 'a', 'b' ], # why", "+  [ \"x\", 'b' ], # why", "-  [\"gone\", \"a\"]", "+  [\"gone\", \"x\"]", "-[Node.a]", "+[Node.x]");
        Expect(text, d => d.Block("b", "c"), "-  [\"gone\", \"a\"]", "+  [\"gone\", \"a\"],", "+  [ \"b\", \"c\",],", "+  [ \"c\", \"b\",]");
    }

    [Fact]
    public void The_first_block_makes_its_table_behind_the_settings() =>
        Expect("[Network]\nVxlanID = 5\n\n# one\n[Node.a]\n[Node.b]\n", d => d.Block("a", "b"),
            "+[PeerBlacklist]", "+Blacklist = [ [ \"a\", \"b\",], [ \"b\", \"a\",],]", "+");

    [Fact]
    public void An_endpoint_without_a_port_follows_the_listen_port_until_there_is_none()
    {
        var text = "[Network]\nVxlanID = 5\n[Node.a]\nEndpoint = \"[2001:db8::1]\"\nListenPort = 5\n";
        Expect(text, d => d.Replace(d.Get("a") with { ListenPort = 6 }), "-ListenPort = 5", "+ListenPort = 6");
        Expect(text, d => d.Replace(d.Get("a") with { ListenPort = 0 }), "-Endpoint = \"[2001:db8::1]\"", "-ListenPort = 5", "+Endpoint = \"[2001:db8::1]:5\"", "+ListenPort = 0");
    }

    [Theory]
    [InlineData("Network.VxlanID = 5\nNode.a.UPnP = true # u\n", "+Node.a.ListenPort = 7")]
    [InlineData("[Network]\nVxlanID = 5\n[Node]\n  a.UPnP = true\n", "+  a.ListenPort = 7")]
    [InlineData("[Network]\nVxlanID = 5\n[Node.a.Extra]\nx = 1\n", "+[Node.a]", "+ListenPort = 7", "+")]
    [InlineData("[Network]\nVxlanID = 5\n[Node]\na = {} # x\n", "-a = {} # x", "+a = { ListenPort = 7 } # x")]
    [InlineData("[Network]\nVxlanID = 5\n[Node]\na = { UPnP = true }\n", "-a = { UPnP = true }", "+a = { UPnP = true, ListenPort = 7 }")]
    [InlineData("Node = {a.UPnP = true}\n[Network]\nVxlanID = 5\n", "-Node = {a.UPnP = true}", "+Node = {a.UPnP = true, a.ListenPort = 7}")]
    [InlineData("[Network]\nVxlanID = 5\n[Node.a]\n\tUPnP = true\n", "+\tListenPort = 7")]
    [InlineData("[Network]\nVxlanID = 5\n[Node.a]", "+ListenPort = 7", "+")]
    public void A_setting_is_added_in_the_notation_of_its_table(string text, params string[] difference) =>
        Expect(text, d => d.Replace(d.Get("a") with { ListenPort = 7 }), difference);

    [Fact]
    public void An_inline_table_never_ends_with_a_comma() =>
        Expect("[Network]\nVxlanID = 5\n[Node]\na = { ListenPort = 5, Endpoint = \"b:1\" }\n", d => d.Replace(d.Get("a") with { Endpoint = null }),
            "-a = { ListenPort = 5, Endpoint = \"b:1\" }", "+a = { ListenPort = 5 }");

    [Fact]
    public void A_node_is_added_to_an_inline_table_where_there_is_no_other_way()
    {
        var result = Edit("Node = { a = { ListenPort = 7 } }\n[Network]\nVxlanID = 5\n", d => d.Add(new Node("b")));
        Assert.StartsWith("Node = { a = { ListenPort = 7 }, b = { Address = [],", result, StringComparison.Ordinal);
        Assert.Equal(["a", "b"], NetworkFile.Read(_folder.File("net.toml")).Nodes.Select(n => n.Name));
    }

    [Fact]
    public void A_file_without_a_final_line_end_that_ends_in_a_comment_takes_a_node() =>
        Assert.Contains("# the end\n\n[Node.b]\n", Edit("[Network]\nVxlanID = 5 # the end", d => d.Add(new Node("b"))), StringComparison.Ordinal);

    [Fact]
    public void A_node_replaced_by_another_of_its_name_is_a_new_table()
    {
        var result = Edit(Golden.Text("office"), d =>
        {
            d.Remove("paris");
            d.Add(new Node("paris"));
        });
        Assert.DoesNotContain("# the head office", result, StringComparison.Ordinal);
        Assert.Contains("Blacklist = []\n", result, StringComparison.Ordinal);
        Assert.Contains("# end of file comment\n\n[Node.paris]\nAddress = []\n", result, StringComparison.Ordinal);
    }

    [Fact]
    public void A_removed_node_takes_the_comments_of_its_own_and_no_others()
    {
        var text = """
            [Network]
            VxlanID = 5

            # about all nodes

            # about a
            [Node.a]
            # its port
            ListenPort = 5
            # Endpoint = "unused:5"

            # about b
            [Node.b]
            ListenPort = 6
            # about c
            [Node.c]

            """;
        Expect(text, d => d.Remove("a"), "-# about a", "-[Node.a]", "-# its port", "-ListenPort = 5", "-# Endpoint = \"unused:5\"", "-");
        Expect(text, d => d.Remove("b"), "-# about b", "-[Node.b]", "-ListenPort = 6");
        Expect(text, d => d.Remove("c"), "-# about c", "-[Node.c]");
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
