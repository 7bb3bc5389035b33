using System.Net;
using VwMesh.Addressing;
using VwMesh.Links;
using VwMesh.Model;
using VwMesh.Rendering.WgQuick;

namespace VwMesh.CoreTests.Rendering;

/// <summary>What a wg-quick file holds, and what never gets into one.</summary>
public sealed class WgQuickRendererTests
{
    [Fact]
    public void A_nodes_own_keepalive_is_on_each_of_its_peers_and_zero_is_written()
    {
        var network = Make(a => a, b => b with { PersistentKeepalive = 25 }, c => c);
        Assert.Equal(["25", "25"], Values(network, "b", "PersistentKeepalive"));
        Assert.Equal(["0", "0"], Values(network, "a", "PersistentKeepalive"));
    }

    [Fact]
    public void Blocked_peers_leave_no_trace()
    {
        var draft = new NetworkDraft(Make(a => a, b => b, c => c));
        draft.Block("a", "b");
        var network = draft.ToNetwork();
        var text = Render(network, "a");
        foreach (var trace in new[] { "Peer b", network.Find("b")!.PublicKey!.Value, network.Find("b")!.LinkLayerAddress[0].Address + " ", network.Find("b")!.MacAddress!.Value.Value })
            Assert.DoesNotContain(trace, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_without_a_key_waits_and_one_without_a_tunnel_address_is_an_error()
    {
        Assert.Equal("NoPrivateKey", ErrorOf(Make(a => a with { PrivateKey = null }, b => b), "a"));
        Assert.DoesNotContain("Peer a", Render(Make(a => a with { PrivateKey = null }, b => b), "b"), StringComparison.Ordinal);
        Assert.Equal("NoLinkLayerAddress", ErrorOf(Make(a => a with { LinkLayerAddress = [] }, b => b), "b"));
        Assert.Equal("NoLinkLayerAddress", ErrorOf(Make(a => a with { LinkLayerAddress = Golden.Addresses("fe80::1/64") }, b => b), "a"));
    }

    [Fact]
    public void What_could_end_its_line_or_word_is_refused_at_the_last_moment_too()
    {
        Assert.Equal("InvalidHook", ErrorOf(Make(a => a with { PostUp = ["true\nPreUp = evil"] }), "a"));
        Assert.Equal("InvalidHook", ErrorOf(Make(a => a with { PreDown = ["true # evil"] }), "a"));
        var scoped = new InterfaceAddress(IPAddress.Parse("fe80::1%7"), 64);
        Assert.Equal("UnsafeValue", ErrorOf(Make(a => a with { Address = [scoped] }), "a"));
        Assert.Equal("InvalidNetworkName", ErrorOf(Make(a => a) with { Identity = new("x;y", "/nowhere/x.toml") }, "a"));
    }

    [Fact]
    public void FwMark_is_hexadecimal()
    {
        Assert.Equal(["0x10"], Values(Make(a => a with { FwMark = 16 }), "a", "FwMark"));
        Assert.Empty(Values(Make(a => a), "a", "FwMark"));
    }

    [Fact]
    public void Every_address_of_a_peer_takes_part_in_the_flood_once_and_the_first_has_its_frames()
    {
        var network = Make(a => a, b => b with { LinkLayerAddress = Golden.Addresses("169.254.9.1/16", "169.254.9.2/16", "169.254.9.1/16") });
        Assert.Contains($"PostUp = echo {network.Find("b")!.MacAddress},169.254.9.1 00:00:00:00:00:00,169.254.9.2 >>/run/vwmesh-%i\n", Render(network, "a"), StringComparison.Ordinal);
    }

    [Fact]
    public void No_line_is_so_long_that_wg_quick_takes_long_to_read_it()
    {
        var nodes = Enumerable.Range(0, 200).Select(_ => (Func<Node, Node>)(n => n)).ToArray();
        // The longest number, because the length of a line depends on it.
        var lines = Render(Make(nodes) with { VxlanId = 0xffffff }, "n0").Split('\n');
        Assert.Equal(199, lines.Where(l => l.EndsWith(">/run/vwmesh-%i", StringComparison.Ordinal)).Sum(l => l.Count(c => c == ',')));
        Assert.InRange(lines.Max(l => l.Length), 1, 720);
    }

    [Fact]
    public void No_line_of_ours_has_a_character_that_wg_quick_spoils()
    {
        foreach (var guard in Enum.GetValues<Guard>())
        {
            var hooks = Render(Make(a => a with { UPnP = true, SaveConfig = true }, b => b) with { Guard = guard }, "a").Split('\n')
                .Where(l => l.Contains("Up = ", StringComparison.Ordinal) || l.Contains("Down = ", StringComparison.Ordinal));
            Assert.All(hooks, hook => Assert.Equal(-1, hook.AsSpan().IndexOfAny('&', '#')));
        }
    }

    [Fact]
    public void A_guards_table_has_a_name_that_nft_takes_and_no_other_network_has()
    {
        Assert.Contains("table inet vwmesh-%i {", Render(Named("wg-mesh_1"), "a"), StringComparison.Ordinal);
        Assert.Contains("table inet vwmesh-a.b {", Render(Named("a=b"), "a"), StringComparison.Ordinal);
        Assert.Contains("table inet vwmesh-a/b {", Render(Named("a+b"), "a"), StringComparison.Ordinal);
        Assert.Equal("InterfaceNameIsPattern", ErrorOf(Named("wg+") with { Guard = Guard.Iptables }, "a"));
        Assert.Contains("-o %i -j RETURN", Render(Named("w+g") with { Guard = Guard.Iptables }, "a"), StringComparison.Ordinal);
        Assert.DoesNotContain("vwmesh-%i {", Render(Named("wg") with { Guard = Guard.None }, "a"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_the_kernel_chooses_is_not_mapped()
    {
        Assert.Contains("upnpc -d 1234 udp", Render(Make(a => a with { UPnP = true, ListenPort = 1234 }), "a"), StringComparison.Ordinal);
        Assert.DoesNotContain("upnpc", Render(Make(a => a with { UPnP = true, ListenPort = 0 }), "a"), StringComparison.Ordinal);
    }

    private static Network Named(string name) => Make(a => a, b => b) with { Identity = new(name, $"/nowhere/{name}.toml") };

    // Nodes a, b, c …, or n0, n1 … where there are many, each as allotted and then changed.
    private static Network Make(params Func<Node, Node>[] nodes)
    {
        var draft = new NetworkDraft(NetworkDefaults.New("/nowhere/wg-test.toml", []));
        var allotter = new Allotter(draft);
        for (var i = 0; i < nodes.Length; i++)
            draft.Replace(nodes[i](allotter.Add(nodes.Length > 26 ? $"n{i}" : ((char)('a' + i)).ToString(), new NodeChange())));
        return draft.ToNetwork();
    }

    private static string Render(Network network, string node) => new WgQuickRenderer(new Mesh(network)).Render(network.Find(node)!);

    private static string ErrorOf(Network network, string node) => Assert.Throws<VwMeshException>(() => Render(network, node)).ErrorId;

    private static IEnumerable<string> Values(Network network, string node, string key) =>
        Render(network, node).Split('\n').Where(l => l.StartsWith($"{key} = ", StringComparison.Ordinal)).Select(l => l[(key.Length + 3)..]);
}
