using VwMesh.CoreTests.Live;
using VwMesh.Live;
using VwMesh.Model;
using VwMesh.Setup;
using VwMesh.Traffic;

namespace VwMesh.CoreTests.Traffic;

/// <summary>The reason that a report gives for a pair, by the output of ping and the state of the node.</summary>
public sealed class TrafficReportTests
{
    private const string Passes = "3 packets transmitted, 3 received, 0% packet loss, time 403ms\nrtt min/avg/max/mdev = 0.4/0.5/0.6/0.1 ms\n";
    private const string Lost = "3 packets transmitted, 0 received, 100% packet loss, time 403ms\n";

    [Theory]
    [InlineData(Passes, "1370", null)]
    [InlineData(Passes, "1300", "the path carries 1300 bytes; Set-VwNetwork -VxlanMtu 1300 fits it")]
    [InlineData("3 packets transmitted, 2 packets received, 33% packet loss\n", "1370", "34 % of the packets are lost")]
    [InlineData(Lost, null, "the tunnel works, and b does not answer on the Ethernet")]
    [InlineData("refused ping: \u001b[2Jbad", null, "ping on a sends nothing: 'ping: ")]
    public void The_answer_of_ping(string ping, string? size, string? reason)
    {
        var test = Test(_ => { }, ping, size);
        Assert.Equal(reason is null, test.Passes);
        Assert.Contains(reason ?? "", test.Reason ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", test.Reason ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vxlan", "\"id\":77", "\"id\":78", "a has VNI 78 and VXLAN port 4789, and the network has 77 and 4789")]
    [InlineData("vxlan", "\"port\":4789", "\"port\":8472", "a has VNI 77 and VXLAN port 8472")]
    [InlineData("fdb", "\"dst\":\"169.254.1.2\"", "\"dst\":\"169.254.1.9\"", "a sends the frames for b to 169.254.1.9, which is not its address")]
    [InlineData("fdb", "MAC-OF-B", "02:00:00:00:00:09", "a has no forwarding entry for b")]
    [InlineData("wg", "1795379990", "0", "a and b had no handshake: UDP to 192.0.2.2:1002 may be blocked")]
    [InlineData("wg", "1795379990", "1795379000", "b has not answered for 1000 s")]
    [InlineData("nft", "0x4d", "0x4e", "the guard of the VXLAN port on a is not as it should be")]
    [InlineData("firewall", "", "closed", "the firewall of a drops the packets of the Ethernet")]
    public void A_pair_without_an_answer_and_what_the_node_shows(string part, string what, string instead, string reason) =>
        Assert.Contains(reason, Test(node => Change(node, part, what, instead), Lost, null).Reason!, StringComparison.Ordinal);

    [Fact]
    public void A_small_MTU_of_the_node_itself_is_told_also_where_fragments_pass() =>
        Assert.Contains("the MTU of vwg0 on a is 1300, and that of the network is 1370", Test(node => Change(node, "vxlan", "\"mtu\":1370", "\"mtu\":1300"), Passes, "1370").Reason!, StringComparison.Ordinal);

    [Theory]
    [InlineData("3 paquets transmis, 3 reçus\n")]
    [InlineData("")]
    public void An_answer_that_is_not_readable_is_an_error(string ping) =>
        Assert.Equal("NodeAnswerInvalid", Assert.Throws<VwMeshException>(() => Test(_ => { }, ping, null)).ErrorId);

    private static void Change(RecordedNode node, string part, string what, string instead)
    {
        var mac = node.Network.Find("b")!.MacAddress!.Value.Value;
        node.Parts[part] = what.Length == 0 ? instead : node.Parts[part].Replace(what == "MAC-OF-B" ? mac : what, instead, StringComparison.Ordinal);
    }

    private static PeerTest Test(Action<RecordedNode> change, string ping, string? size)
    {
        var node = new RecordedNode();
        change(node);
        var (a, b) = (node.Network.Find("a")!, node.Network.Find("b")!);
        var report = new TrafficReport(new MeshSetup(node.Mesh), a, node.Read());
        var text = $"\n=={RecordedNode.Mark} begin 0.ipv4\n{ping}\n=={RecordedNode.Mark} end 0.ipv4 0\n"
            + (size is null ? "" : $"\n=={RecordedNode.Mark} begin 0.size\n{size}\n\n=={RecordedNode.Mark} end 0.size 0\n") + $"\n=={RecordedNode.Mark} done\n";
        return report.Read(node.Mesh.Between(a, b), NodeAnswer.Read("a", RecordedNode.Mark, text), 0);
    }
}
