using System.Management.Automation;

namespace VwMesh.PowerShellTests;

/// <summary>How one node reaches another when that differs from how all nodes do.</summary>
public sealed class LinkTests : EngineTest
{
    [Fact]
    public void A_link_is_a_table_of_its_own_and_leaves_nothing_when_it_is_empty()
    {
        MakeNetwork();
        Session.Get("Set-VwNode wg0 b -ListenPort 7000");
        var before = FileText();
        Assert.Equal("Mutual 10.0.0.2:7000", Session.GetOne<string>("$p = Set-VwPeer wg0 a b -Endpoint 10.0.0.2 -PersistentKeepalive 9; \"$($p.State) $($p.Endpoint)\""));
        Assert.EndsWith("\n\n[Link.a.b]\nEndpoint = \"10.0.0.2:7000\"\nPersistentKeepalive = 9\n", FileText(), StringComparison.Ordinal);
        Session.Get("Set-VwPeer wg0 A B -PersistentKeepalive off");
        Assert.Contains("PersistentKeepalive = 0\n", FileText()[FileText().IndexOf("[Link", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Session.Get("Set-VwPeer wg0 a b -Endpoint ''");
        Assert.EndsWith("[Link.a.b]\nPersistentKeepalive = 0\n", FileText(), StringComparison.Ordinal);
        Session.Get("Get-VwPeer wg0 a b | Set-VwPeer -PersistentKeepalive ''");
        Assert.Equal(before, FileText());
    }

    [Fact]
    public void The_file_of_the_node_has_the_link_and_the_files_of_others_do_not()
    {
        MakeNetwork();
        Assert.Equal("Impossible", Session.GetOne<string>("(Get-VwPeer wg0 b c).State"));
        Session.Get("Set-VwPeer wg0 b c -Endpoint 10.0.0.3:99 -PersistentKeepalive 7; Set-VwPeer wg0 b a -PersistentKeepalive 8");
        Assert.Equal("Dials Dialled", Session.GetOne<string>("\"$((Get-VwPeer wg0 b c).State) $((Get-VwPeer wg0 c b).State)\""));
        Session.Get("Export-VwNodeConfig wg0 -DestinationPath out -WarningAction Ignore | Out-Null");
        var (b, c) = (File.ReadAllText(Session.PathOf("out/b/wg0.conf")), File.ReadAllText(Session.PathOf("out/c/wg0.conf")));
        Assert.Matches(@"(?s)# Peer a.*?PersistentKeepalive = 8\n.*# Peer c.*?Endpoint = 10\.0\.0\.3:99\nPersistentKeepalive = 7\n", b);
        Assert.DoesNotContain("10.0.0.3", c, StringComparison.Ordinal);
        // Two nodes behind one router have a tunnel by it, also where rules shape the mesh.
        Session.Get("Set-VwNode wg0 a -Groups hub -Relay; Set-VwNetwork wg0 -Peering hub:*, '*:*'");
        Assert.Equal("Dials", Session.GetOne<string>("(Get-VwPeer wg0 b c).State"));
    }

    [Fact]
    public void Links_follow_their_nodes()
    {
        MakeNetwork();
        Session.Get("Set-VwPeer wg0 a b, c -PersistentKeepalive 5; Set-VwPeer wg0 c a -PersistentKeepalive 6; Rename-VwNode wg0 a 'x.y'");
        Assert.Equal(["[Link.\"x.y\".b]", "[Link.\"x.y\".c]", "[Link.c.\"x.y\"]"], FileText().Split('\n').Where(l => l.StartsWith("[Link", StringComparison.Ordinal)));
        Session.Get("Remove-VwNode wg0 c");
        Assert.Equal(["[Link.\"x.y\".b]"], FileText().Split('\n').Where(l => l.StartsWith("[Link", StringComparison.Ordinal)));
        Session.Get("[pscustomobject]@{ Node = 'b'; Peer = 'x.y'; Endpoint = '10.0.0.1:5'; PersistentKeepalive = 3 } | Set-VwPeer wg0");
        Assert.Contains("[Link.b.\"x.y\"]\nEndpoint = \"10.0.0.1:5\"\nPersistentKeepalive = 3\n", FileText(), StringComparison.Ordinal);
        Session.Get("Restore-VwNetwork wg0");
        Assert.DoesNotContain("10.0.0.1:5", FileText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Set-VwPeer wg0 a x -PersistentKeepalive 5", "NodeNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Set-VwPeer wg0 a A -PersistentKeepalive 5", "SameNode", ErrorCategory.InvalidArgument)]
    [InlineData("Set-VwPeer wg0 a b", "NothingToSet", ErrorCategory.InvalidArgument)]
    [InlineData("Get-VwPeer wg0 a b | Set-VwPeer", "NothingToSet", ErrorCategory.InvalidArgument)]
    [InlineData("Set-VwPeer wg0 a b -PersistentKeepalive 65536", "InvalidPersistentKeepalive", ErrorCategory.InvalidArgument)]
    [InlineData("Set-VwPeer wg0 a b -PersistentKeepalive 5s", "InvalidPersistentKeepalive", ErrorCategory.InvalidArgument)]
    [InlineData("Set-VwPeer wg0 a b -Endpoint 'x;id:5'", "InvalidEndpoint", ErrorCategory.InvalidArgument)]
    public void What_is_not_a_link_is_an_error_and_the_file_stays_as_it_was(string script, string id, ErrorCategory category)
    {
        MakeNetwork();
        var before = FileText();
        var error = Session.Fail(script);
        Assert.Equal((id, category), (error.FullyQualifiedErrorId.Split(',')[0], error.CategoryInfo.Category));
        Assert.Equal(before, FileText());
    }

    [Theory]
    [InlineData("[Link.a.x]", "there is no node 'x'")]
    [InlineData("[Link.a.A]", "a node has no link to itself")]
    [InlineData("[Link]\na = 5", "a link is a table")]
    [InlineData("[Link.a.b]\nPersistentKeepalive = 5\n[Link.A.B]", "this link is there twice")]
    [InlineData("[Link.a.b]\nEndpoint = \"nowhere\"", "nowhere")]
    public void A_link_in_the_file_is_judged_where_it_stands(string table, string message)
    {
        MakeNetwork();
        Session.Write("wg0.toml", FileText() + "\n" + table + "\n");
        Assert.Contains(message, Session.Fail("Get-VwNode wg0").Exception.Message, StringComparison.Ordinal);
    }
}
