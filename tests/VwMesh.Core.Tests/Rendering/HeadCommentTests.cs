using VwMesh.Links;
using VwMesh.Model;
using VwMesh.Rendering;
using VwMesh.Rendering.WgQuick;

namespace VwMesh.CoreTests.Rendering;

public sealed class HeadCommentTests
{
    [Fact]
    public void A_file_says_whose_it_is_who_made_it_and_that_it_is_overwritten()
    {
        var network = Golden.WgMeshVpn();
        var node = network.Find("node1")! with { Description = "Köln, rack 4 # \\" };
        var head = new WgQuickRenderer(new Mesh(network.WithNodes([node, .. network.Nodes.Skip(1)]))).Render(node).Split("\n[Interface]\n")[0];
        Assert.All(head.Split('\n'), line => Assert.StartsWith("# ", line, StringComparison.Ordinal));
        foreach (var words in new[] { "wg-meshvpn", "node1", "172.20.10.230/24", "2001:db8:42:0:4402:6319:9e26:dc58/64", "vwg-meshvpn", "VwMesh 0.", "Köln, rack 4 # \\", "Deploy-VwNode", "wg-meshvpn.conf.previous" })
            Assert.Contains(words, head, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_peer_is_named_with_its_address_and_each_hook_says_what_it_is_for()
    {
        var network = Golden.Office();
        var lines = new WgQuickRenderer(new Mesh(network)).Render(network.Find("paris")!).Split('\n');
        Assert.Contains("# Peer lima, 10.77.0.2", lines);
        string[] keys = ["PreUp = ", "PostUp = ", "PreDown = ", "PostDown = "];
        Assert.All(lines.Index().Where(l => keys.Any(k => l.Item.StartsWith(k, StringComparison.Ordinal))),
            hook => Assert.Matches("^(# |PreUp|PostUp|PreDown|PostDown)", lines[hook.Index - 1]));
    }

    [Fact]
    public void A_new_version_alone_is_no_difference()
    {
        var network = Golden.WgMeshVpn();
        var text = new WgQuickRenderer(new Mesh(network)).Render(network.Nodes[0]);
        var older = System.Text.RegularExpressions.Regex.Replace(text, @"# VwMesh \d+\.\d+\.\d+ ", "# VwMesh 0.0.7 ");
        Assert.NotEqual(text, older);
        Assert.True(HeadComment.AreSame(text, older));
        Assert.False(HeadComment.AreSame(text, older.Replace("ListenPort = ", "ListenPort = 1", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("two\nlines")]
    [InlineData("a\u202eb")]
    [InlineData("\e[31m")]
    public void A_description_is_one_line_that_is_seen(string text) =>
        Assert.Equal("InvalidDescription", Assert.Throws<VwMeshException>(() => NodeDescription.Parse(text)).ErrorId);

    [Fact]
    public void A_description_fits_a_TXT_record()
    {
        Assert.Equal(255, NodeDescription.Parse(new string('x', 255)).Length);
        Assert.Equal("InvalidDescription", Assert.Throws<VwMeshException>(() => NodeDescription.Parse(new string('ö', 128))).ErrorId);
    }
}
