using CsCheck;
using VwMesh.Live;
using VwMesh.Model;
using VwMesh.Setup;

namespace VwMesh.CoreTests.Live;

/// <summary>What nodes say is read as it is meant, and what they should not say is an error that names the node.</summary>
public sealed class AnswerTests
{
    [Fact]
    public void A_node_is_read_as_its_programs_tell_it()
    {
        var node = new RecordedNode();
        var status = NodeStatus.Of(new MeshSetup(node.Mesh), node.Node, node.Read());
        Assert.Equal((InterfaceState.Up, 1001, 77, 1370, 1420, Guard.Nftables),
            (status.State, status.ListenPort, status.VxlanId, status.VxlanMtu, status.Mtu, status.Guard));
        Assert.Equal("10.0.0.1/24", status.Address.ToString());
        var peer = Assert.Single(status.Peers);
        Assert.Equal(("b", TunnelState.Live, TimeSpan.FromSeconds(10), 1024L, 2048L, true, "192.0.2.2:1002"),
            (peer.Peer, peer.State, peer.HandshakeAge, peer.TransferReceived, peer.TransferSent, peer.Flooded, peer.Endpoint!.ToString()));
    }

    [Fact]
    public void Nothing_of_a_network_is_no_error()
    {
        var node = new RecordedNode();
        foreach (var part in node.Parts.Keys.Except(["tools", "clock"]))
            node.Parts.Remove(part);
        Assert.Equal(InterfaceState.NotInstalled, NodeStatus.Of(new MeshSetup(node.Mesh), node.Node, node.Read()).State);
    }

    [Theory]
    [InlineData("clock", "")]
    [InlineData("clock", "yesterday\n")]
    [InlineData("wg", "Unable to access interface\n")]
    [InlineData("wg", "a\tb\tc\td\n")]
    [InlineData("tunnel", "2: wg0: <POINTOPOINT> mtu 1420\n")]
    [InlineData("tunnel", "{\"ifname\":\"wg0\"")]
    [InlineData("tunnel", "[{\"ifname\":\"wg0\",\"mtu\":\"large\"}]")]
    [InlineData("vxlan", "[{\"ifname\":\"vwg0\",\"mtu\":1370,\"addr_info\":[{\"local\":\"$(id)\",\"prefixlen\":24}]}]")]
    [InlineData("fdb", "[{\"mac\":\"$(id)\",\"dst\":\"169.254.1.9\",\"viaIf\":\"wg0\",\"state\":\"permanent\"}]")]
    [InlineData("fdb", "[{\"mac\":\"00:00:00:00:00:00\",\"dst\":\"x; reboot\",\"viaIf\":\"wg0\",\"state\":\"permanent\"}]")]
    [InlineData("fdb", "00:00:00:00:00:00 dst 169.254.1.2 via wg0 self permanent\n")]
    public void An_answer_that_is_none_names_the_node(string part, string text)
    {
        var node = new RecordedNode();
        node.Parts[part] = text;
        var error = Assert.Throws<VwMeshException>(node.Read);
        Assert.Equal(("NodeAnswerInvalid", "a"), (error.ErrorId, error.Target));
        Assert.Contains("'a'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_line_with_a_key_in_it_is_not_shown()
    {
        var node = new RecordedNode();
        node.Parts["wg"] = node.Parts["wg"].Replace("1001", "many", StringComparison.Ordinal);
        Assert.DoesNotContain(node.Node.PrivateKey!.Reveal(), Assert.Throws<VwMeshException>(node.Read).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_that_breaks_off_is_an_error_wherever_it_does()
    {
        var node = new RecordedNode();
        var text = node.Text();
        for (var length = 0; length < text.Length - 5; length += 7)
            Assert.Throws<VwMeshException>(() => LiveNode.Read(NodeAnswer.Read("a", RecordedNode.Mark, text[..length]), node.Network));
    }

    [Fact]
    public void Whatever_a_node_says_is_read_or_refused()
    {
        var node = new RecordedNode();
        var names = node.Parts.Keys.ToArray();
        var word = Gen.OneOf("[", "]", "{", "}", "\"", ":", ",", "null", "-1", "1e99", "99999999999999999999", "\"ifname\":\"wg0\"", "\"mtu\":", "\t", "\n", "(none)", "off", "0x",
            $"\n=={RecordedNode.Mark} begin wg\n", $"\n=={RecordedNode.Mark} end wg x\n", "é", "\0", "\u202e");
        Gen.Select(Gen.Int[0, names.Length - 1], word.Array[0, 12].Select(string.Concat), Gen.Int[0, 400], Gen.Bool).Sample((part, text, at, replaces) =>
        {
            var said = new RecordedNode();
            var old = said.Parts[names[part]];
            at = Math.Min(at, old.Length);
            said.Parts[names[part]] = replaces ? text : old[..at] + text + old[at..];
            try
            {
                said.Compare();
            }
            catch (VwMeshException e)
            {
                Assert.Equal("a", e.Target);
            }
        }, iter: 2000, threads: 1);
    }
}
