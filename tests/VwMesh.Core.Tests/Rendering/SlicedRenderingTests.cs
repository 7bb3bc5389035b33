using System.Net;
using System.Text;
using CsCheck;
using VwMesh.Addressing;
using VwMesh.Links;
using VwMesh.Model;
using VwMesh.Rendering.WgQuick;

namespace VwMesh.CoreTests.Rendering;

/// <summary>A file told as slices of what was encoded for all files is the file that one would write peer by peer.</summary>
public sealed class SlicedRenderingTests
{
    private static readonly Gen<Network> Networks =
        from nodes in Gen.Select(Gen.Int[0, 3], Gen.OneOf(Gen.Const(0), Gen.Const(25), Gen.Int[0, 65535])).Array[1, 40]
        from pairs in Gen.Select(Gen.Int[0, nodes.Length - 1], Gen.Int[0, nodes.Length - 1]).Array[0, 60]
        select Make(nodes, pairs);

    [Fact]
    public void Slices_are_what_one_would_write_peer_by_peer() => Networks.Sample(
        network =>
        {
            var renderer = new WgQuickRenderer(new Mesh(network));
            foreach (var node in network.Nodes)
            {
                var text = string.Concat(renderer.RenderParts(node).Select(part => Encoding.UTF8.GetString(part.Span)));
                Assert.Equal(text, renderer.Render(node));
                var peers = network.Nodes.Where(n => n != node && !network.IsBlocked(n.Name, node.Name)).ToList();
                var set = renderer.Setups;
                Assert.Equal(string.Concat(peers.Select(p => SectionOf(set, p, node))), text[EndOfInterface(text)..]);
                Assert.Equal(peers.SelectMany(p => PeerText.Entries(set.Members.First(m => m.Name == p.Name))).Select(e => Encoding.UTF8.GetString(e.Span)), EntriesIn(text));
            }
        },
        iter: 200);

    [Fact]
    public void A_network_of_many_intervals_is_written_right_too()
    {
        var network = Make([.. Enumerable.Range(1, 30).Select(i => (1, i))], []);
        var renderer = new WgQuickRenderer(new Mesh(network));
        Parallel.ForEach(network.Nodes, node =>
            Assert.Equal(29, renderer.Render(node).Split($"PersistentKeepalive = {node.PersistentKeepalive}\n").Length - 1));
    }

    private static Network Make((int MoreAddresses, int Keepalive)[] nodes, (int One, int Other)[] blocked)
    {
        var draft = new NetworkDraft(NetworkDefaults.New("/nowhere/mesh.toml", []));
        var allotter = new Allotter(draft);
        foreach (var (index, (moreAddresses, keepalive)) in nodes.Index())
        {
            var node = allotter.Add($"n{index}", new NodeChange { PersistentKeepalive = keepalive, Endpoint = index % 3 == 0 ? $"n{index}.example.net:1" : null });
            var more = Enumerable.Range(0, moreAddresses).Select(i => new InterfaceAddress(new IPAddress([169, 254, (byte)(100 + index), (byte)i]), 16));
            draft.Replace(node with { LinkLayerAddress = [.. node.LinkLayerAddress, .. more] });
        }
        foreach (var (one, other) in blocked.Where(p => p.One != p.Other))
            draft.Block($"n{one}", $"n{other}");
        return draft.ToNetwork();
    }

    private static string SectionOf(VwMesh.Setup.MeshSetup set, Node peer, Node reader) =>
        $"{Encoding.UTF8.GetString(PeerText.Section(set.Peers.First(m => m.Name == peer.Name)).Span)}PersistentKeepalive = {reader.PersistentKeepalive}\n";

    private static int EndOfInterface(string text) => text.IndexOf("\n# Peer", StringComparison.Ordinal) is >= 0 and var start ? start : text.Length;

    private static IEnumerable<string> EntriesIn(string text)
    {
        const string Begin = "PostUp = echo ", End = " >>/run/vwmesh-%i";
        return text.Split('\n').Where(l => l.StartsWith(Begin, StringComparison.Ordinal) && l.EndsWith(End, StringComparison.Ordinal))
            .SelectMany(l => l[Begin.Length..^End.Length].Split(' '));
    }
}
