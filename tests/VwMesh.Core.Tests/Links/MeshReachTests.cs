using CsCheck;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.CoreTests.Links;

/// <summary>The counts and parts, which never look at all pairs, against the judgement of every pair.</summary>
public sealed class MeshReachTests
{
    private static readonly PrivateKey Key = PrivateKey.Generate();

    [Fact]
    public void Counts_and_parts_are_those_of_the_pairs() => Networks.Sample(network =>
    {
        var mesh = new Mesh(network);
        var links = network.Nodes.SelectMany(mesh.LinksOf).Where(l => NodeName.Comparer.Compare(l.Node.Name, l.Peer.Name) < 0).ToList();
        var reach = mesh.Reach;
        Assert.Equal(links.Count(l => l.State == LinkState.Blocked), reach.Blocked);
        Assert.Equal(links.Count(l => l.State == LinkState.Impossible), reach.Impossible);
        Assert.Equal(links.Count - reach.Blocked - reach.Impossible, reach.Linked);

        var groups = Groups(network, links.Where(l => l.State is not (LinkState.Blocked or LinkState.Impossible)));
        Assert.Equal(groups.Where(g => g.Length > 1).Select(g => string.Join(' ', g)).Order(), reach.Parts.Select(p => string.Join(' ', p.Select(n => n.Name))).Order());
        Assert.Equal(network.Nodes.Count < 2 ? [] : groups.Where(g => g.Length == 1).Select(g => g[0]).Order(), reach.CutOff.Select(n => n.Name));
        Assert.Equal(reach.Parts.OrderByDescending(p => p.Count).Select(p => p.Count), reach.Parts.Select(p => p.Count));

        AssertApart(LinkState.Blocked, reach.BlockedApart);
        AssertApart(LinkState.Impossible, reach.ImpossibleApart);

        void AssertApart(LinkState state, PairsApart? apart)
        {
            var pairs = links.Where(l => l.State == state && groups.Exists(g => g.Contains(l.Node.Name) && g.Contains(l.Peer.Name)))
                .Select(l => (l.Node.Name, l.Peer.Name)).ToList();
            Assert.Equal(pairs.Count, apart?.Count ?? 0);
            if (apart is not null)
                Assert.Contains((apart.One.Name, apart.Other.Name), pairs);
        }
    });

    private static Gen<Network> Networks =>
        from nodes in Gen.Select(Gen.Bool, Gen.Int[0, 9]).Array[0, 9]
        from blocks in Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9]).Array[0, 20]
        select Make(nodes, blocks);

    private static Network Make((bool HasEndpoint, int Fault)[] nodes, (int, int)[] blocks) =>
        (new Network(new NetworkIdentity("mesh", "/nowhere/mesh.toml")) with
        {
            // Names of nodes that are not there as well.
            Blocked = blocks.Where(b => b.Item1 != b.Item2).Select(b => new NodePair($"n{b.Item1}", $"N{b.Item2}")).ToHashSet(),
        }).WithNodes(nodes.Select((n, i) => new Node($"n{i}")
        {
            Endpoint = n.HasEndpoint ? Endpoint.Parse("192.0.2.1", 5) : null,
            PrivateKey = n.Fault == 0 ? null : Key,
            LinkLayerAddress = n.Fault == 1 ? [] : [InterfaceAddress.Parse("169.254.1.1/16")],
        }));

    private static List<string[]> Groups(Network network, IEnumerable<Link> links)
    {
        var group = network.Nodes.ToDictionary(n => n.Name, n => n.Name);
        foreach (var link in links)
        {
            var (from, to) = (group[link.Peer.Name], group[link.Node.Name]);
            foreach (var name in group.Where(g => g.Value == from).Select(g => g.Key).ToList())
                group[name] = to;
        }
        return [.. group.GroupBy(g => g.Value).Select(g => g.Select(n => n.Key).Order().ToArray())];
    }
}
