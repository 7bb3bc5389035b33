using VwMesh.Links;
using VwMesh.Rendering.WgQuick;

namespace VwMesh.CoreTests.Rendering;

/// <summary>The configurations of vwgen's networks beside those that vwgen exported: what must be the same is, and each difference has its reason here.</summary>
public sealed class GoldenConfigTests
{
    public static TheoryData<string, string> Nodes => new(new (string, string)[]
    {
        ("wg-meshvpn", "node1"), ("wg-meshvpn", "node2"), ("wg-meshvpn", "node3"), ("office", "paris"), ("office", "lima"), ("office", "tokyo"),
    });

    [Theory]
    [MemberData(nameof(Nodes))]
    public void The_interface_is_vwgens(string network, string node)
    {
        var (ours, theirs) = Configs(network, node);
        foreach (var key in new[] { "ListenPort", "PrivateKey", "Address", "MTU", "Table", "SaveConfig" })
            Assert.Equal(Values(theirs, key), Values(ours, key));
    }

    [Theory]
    [MemberData(nameof(Nodes))]
    public void The_VXLAN_interface_has_vwgens_MAC_addresses_VNI_port_and_MTU(string network, string node)
    {
        var (ours, theirs) = Configs(network, node);
        foreach (var word in new[] { "address", "mtu", "id", "dstport", "ttl" })
            Assert.Equal(WordAfter(theirs, "ip link add v%i", word), WordAfter(ours, "ip link add v%i", word));
        Assert.Equal(AddedAddresses(theirs), AddedAddresses(ours));
    }

    [Theory]
    [MemberData(nameof(Nodes))]
    public void The_flood_list_is_vwgens_without_what_it_comments_out(string network, string node)
    {
        var (ours, theirs) = Configs(network, node);
        var expected = theirs.Where(l => l.StartsWith("PostUp = bridge fdb append", StringComparison.Ordinal)).Select(l => l.Split("dst ")[1].Split(' ')[0]);
        var actual = ours.Where(l => l.EndsWith(">>/run/vwmesh-%i", StringComparison.Ordinal))
            .SelectMany(l => l.Split("echo ")[1].Split(" >")[0].Split(' ')).ToList();
        Assert.Equal(expected.Order(), actual.Select(entry => entry.Split(',')[1]).Order());
        // vwgen's interface learns where its peers' addresses are; ours is told, so that no peer can take another's frames.
        var macs = (network == "office" ? Golden.Office() : Golden.WgMeshVpn()).Nodes.Select(n => (n.MacAddress.ToString(), n.LinkLayerAddress[0].Address.ToString()));
        Assert.All(actual, entry => Assert.Contains((entry.Split(',')[0], entry.Split(',')[1]), macs));
    }

    [Theory]
    [MemberData(nameof(Nodes))]
    public void The_users_hooks_are_there_in_their_order(string network, string node)
    {
        var (ours, _) = Configs(network, node);
        var model = (network == "office" ? Golden.Office() : Golden.WgMeshVpn()).Find(node)!;
        foreach (var (key, hooks) in new[] { ("PreUp", model.PreUp), ("PostUp", model.PostUp), ("PreDown", model.PreDown), ("PostDown", model.PostDown) })
        {
            var lines = Values(ours, key).ToList();
            var places = hooks.Select(hook => lines.FindIndex(l => l.EndsWith(hook, StringComparison.Ordinal))).ToList();
            Assert.DoesNotContain(-1, places);
            Assert.Equal(places.Order(), places);
        }
    }

    [Theory]
    [MemberData(nameof(Nodes))]
    public void The_peers_are_vwgens_and_each_has_the_nodes_own_keepalive(string network, string node)
    {
        var (ours, theirs) = Configs(network, node);
        // vwgen wrote a peer's block with the peer's interval in question and this node's as the value; ours is this node's, for each peer, 0 too.
        var own = (network == "office" ? Golden.Office() : Golden.WgMeshVpn()).Find(node)!.PersistentKeepalive;
        Assert.Equal(Peers(theirs).Select(p => p with { Keepalive = own.ToString(null, null) }), Peers(ours));
    }

    [Fact]
    public void FwMark_is_hexadecimal_and_says_so()
    {
        // vwgen wrote ca6c, which wg rejects.
        Assert.Equal(["0xca6c"], Values(Configs("office", "paris").Ours, "FwMark"));
        Assert.Empty(Values(Configs("office", "lima").Ours, "FwMark"));
    }

    [Theory]
    [MemberData(nameof(Nodes))]
    public void Deliberate_differences(string network, string node)
    {
        var (ours, _) = Configs(network, node);
        var text = string.Join('\n', ours);
        Assert.DoesNotContain("|| true", text, StringComparison.Ordinal);      // failures abort
        Assert.DoesNotContain("ethtool", text, StringComparison.Ordinal);      // not needed, and not everywhere
        Assert.DoesNotContain("conf.v%i", text, StringComparison.Ordinal);     // sysctl keys in slash form
        Assert.Contains("local 169.254.", text, StringComparison.Ordinal);     // VXLAN between link-layer addresses
        Assert.Contains("table inet vwmesh-%i", text, StringComparison.Ordinal); // the guard
        Assert.DoesNotContain(ours, l => l.Contains('#', StringComparison.Ordinal) && !l.StartsWith("# ", StringComparison.Ordinal)); // blocked peers are absent
        var blocked = network == "office" ? (node == "paris" ? "tokyo" : node == "tokyo" ? "paris" : null) : (node == "node1" ? "node3" : node == "node3" ? "node1" : null);
        if (blocked is not null)
            Assert.DoesNotContain(blocked, text.Replace(network, "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(node == "tokyo", text.Contains("upnpc -d 51822 udp", StringComparison.Ordinal)); // a mapping is removed again
    }

    private static (IReadOnlyList<string> Ours, IReadOnlyList<string> Theirs) Configs(string network, string node)
    {
        var model = network == "office" ? Golden.Office() : Golden.WgMeshVpn();
        var ours = new WgQuickRenderer(new Mesh(model)).Render(model.Find(node)!);
        return (ours.Split('\n'), Golden.Read($"{network}/{node}.expected-upstream.conf").Split('\n'));
    }

    private static IEnumerable<string> Values(IEnumerable<string> lines, string key) =>
        lines.Where(l => l.StartsWith($"{key} = ", StringComparison.Ordinal)).Select(l => l[(key.Length + 3)..]);

    private static string? WordAfter(IEnumerable<string> lines, string command, string word)
    {
        var words = lines.First(l => l.Contains(command, StringComparison.Ordinal)).Split(command)[1].Split(';')[0].Split(' ');
        var at = Array.IndexOf(words, word);
        return at < 0 ? null : words[at + 1];
    }

    private static IEnumerable<string> AddedAddresses(IEnumerable<string> lines) =>
        lines.SelectMany(l => l.Split("ip address add ").Skip(1)).Select(rest => rest.Split(' ')[0]);

    private static IEnumerable<PeerBlock> Peers(IReadOnlyList<string> lines)
    {
        var starts = Enumerable.Range(0, lines.Count).Where(i => lines[i] == "[Peer]");
        return starts.Select(start => lines.Skip(start + 1).TakeWhile(l => l.Length > 0).ToList()).Select(block => new PeerBlock(
            Values(block, "PublicKey").Single(), Values(block, "AllowedIPs").Single(), Values(block, "Endpoint").SingleOrDefault(),
            Values(block, "PersistentKeepalive").SingleOrDefault())).OrderBy(p => p.PublicKey, StringComparer.Ordinal);
    }

    private sealed record PeerBlock(string PublicKey, string AllowedIPs, string? Endpoint, string? Keepalive);
}
