using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;
using CsCheck;
using VwMesh.Links;
using VwMesh.Model;
using VwMesh.Rendering.Diagram;

namespace VwMesh.CoreTests.Rendering;

public sealed class DiagramRendererTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    // Which nodes have an endpoint, which have a key, and which pairs are blocked.
    private static readonly Gen<Network> Networks =
        from count in Gen.Int[0, 60]
        from kinds in Gen.Int[0, 9].Array[count]
        from blocks in Gen.Select(Gen.Int[0, Math.Max(0, count - 1)], Gen.Int[0, Math.Max(0, count - 1)]).Array[0, 8]
        select Network("net", [.. kinds.Select((kind, i) => (Name(i), kind < 4, kind != 9))], [.. blocks.Where(_ => count > 0).Select(b => (Name(b.Item1), Name(b.Item2)))]);

    [Theory]
    [InlineData(DiagramFormat.Mermaid, "wg-meshvpn.mmd")]
    [InlineData(DiagramFormat.Dot, "wg-meshvpn.dot")]
    [InlineData(DiagramFormat.Svg, "wg-meshvpn.svg")]
    public void A_picture_is_named_after_its_network_and_holds_every_name_and_endpoint_and_no_key(DiagramFormat format, string fileName)
    {
        var network = Golden.WgMeshVpn();

        var picture = DiagramRenderer.Render(network, format);

        Assert.Equal((network.Name, fileName), (picture.Network.Name, picture.FileName));
        Assert.All(network.Nodes, node =>
        {
            Assert.Contains(node.Name, picture.Content, StringComparison.Ordinal);
            Assert.Contains(node.Endpoint?.ToString() ?? "", picture.Content, StringComparison.Ordinal);
            Assert.DoesNotContain(node.PrivateKey!.Reveal(), picture.Content, StringComparison.Ordinal);
        });
        Assert.DoesNotContain('\r', picture.Content);
        Assert.EndsWith("\n", picture.Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DiagramFormat.Mermaid, "Rack &lt;4&gt;")]
    [InlineData(DiagramFormat.Dot, "Rack <4>")]
    [InlineData(DiagramFormat.Svg, "Rack &lt;4&gt;")]
    public void A_picture_shows_what_people_know_a_node_by(DiagramFormat format, string shown)
    {
        var network = Golden.WgMeshVpn();
        network = network.WithNodes(network.Nodes.Select(n => n with { Description = "Rack <4>" }));
        var content = DiagramRenderer.Render(network, format).Content.Replace("#lt;", "&lt;", StringComparison.Ordinal).Replace("#gt;", "&gt;", StringComparison.Ordinal);
        Assert.Contains(shown, content, StringComparison.Ordinal);
    }

    [Fact]
    public void Mermaid_draws_each_link_of_a_small_mesh()
    {
        var text = DiagramRenderer.Render(Golden.WgMeshVpn(), DiagramFormat.Mermaid).Content;

        Assert.EndsWith(
            """
              subgraph g0["With an endpoint"]
                n0["node1<br/>192.0.2.1:1234"]:::dialled
                n1["node2<br/>192.0.2.2:2345"]:::dialled
              end
              subgraph g1["Dialling out only"]
                n2["node3"]
              end
              n0 <--> n1
              n2 x-.-x n0
              n2 --> n1
              classDef dialled stroke-width:3px
              classDef cutOff stroke-dasharray:4 3
              classDef exceptions stroke:#d9480f,stroke-dasharray:6 4
              linkStyle 1 stroke:#d9480f,color:#d9480f

            """,
            text, StringComparison.Ordinal);
    }

    [Fact]
    public void Mermaid_draws_the_rules_of_a_larger_mesh_once_and_names_the_exceptions()
    {
        var text = DiagramRenderer.Render(Hubs(3, 20, ("n01", "n07")), DiagramFormat.Mermaid).Content;

        Assert.Contains("m1 -->|each dials all| m0\n", text, StringComparison.Ordinal);
        Assert.Contains("exceptions[\"n01 and n07 are blocked\"]", text, StringComparison.Ordinal);
        Assert.Contains("(20)<br/>no links among them", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_svg_is_complete_by_itself_and_says_in_words_what_it_shows()
    {
        var root = Draw(Golden.Office());

        Assert.Equal("img", root.Attribute("role")!.Value);
        Assert.Equal("office", root.Element(Svg + "title")!.Value);
        Assert.Equal(
            "3 nodes · 2 links · 1 blocked. With an endpoint: lima, paris. Dialling out only: tokyo."
            + " lima and paris can dial each other. tokyo dials lima. paris and tokyo are blocked.",
            root.Element(Svg + "desc")!.Value);
        Assert.DoesNotContain(root.Descendants().SelectMany(e => e.Attributes()), a => a.Name.LocalName is "href" or "src");
        Assert.Equal(["title", "description"], root.Attribute("aria-labelledby")!.Value.Split(' '));
    }

    [Fact]
    public void A_network_of_any_size_is_a_well_formed_picture() =>
        Networks.Sample(
            network =>
            {
                var root = Draw(network);
                var texts = root.Descendants(Svg + "text").Select(t => t.Value).ToHashSet();
                Assert.Subset(texts, network.Nodes.Select(n => n.Name).ToHashSet());
                Assert.DoesNotContain("NaN", root.ToString(), StringComparison.Ordinal);
                DiagramRenderer.Render(network, DiagramFormat.Mermaid);
                DiagramRenderer.Render(network, DiagramFormat.Dot);
            },
            iter: 60);

    [Fact]
    public void A_small_graph_has_one_line_for_each_pair_in_the_looks_of_its_state() =>
        Networks.Where(n => n.Nodes.Count <= 8).Sample(
            network =>
            {
                var expected = Pairs(network).Select(l => l.State switch
                {
                    LinkState.Blocked => "link blocked",
                    LinkState.Impossible => "link impossible",
                    _ => "link working",
                });
                var lines = Draw(network).Descendants(Svg + "path").Where(p => p.Element(Svg + "title") is not null).Select(p => p.Attribute("class")!.Value);
                Assert.Equal(expected.Order(), lines.Order());
            },
            iter: 60);

    [Fact]
    public void Groups_rules_and_exceptions_tell_every_pair_of_a_graph() =>
        Networks.Sample(
            network =>
            {
                var survey = new MeshSurvey(new Mesh(network));
                foreach (var link in Pairs(network))
                    Assert.Equal(link.State, Told(survey, Place(survey, link.Node), Place(survey, link.Peer)) ?? link.State);
                foreach (var pair in survey.Pairs.Where(p => p.IsWorking))
                    Assert.NotNull(Told(survey, pair.From, pair.To));
            },
            iter: 100);

    [Fact]
    public void The_cells_of_a_matrix_are_the_links_of_the_mesh() =>
        Networks.Where(n => n.Nodes.Count > 50).Sample(
            network =>
            {
                var root = Draw(network);
                var survey = new MeshSurvey(new Mesh(network));
                var cells = CellsOf(root, network.Nodes.Count);
                var mesh = new Mesh(network);
                foreach (var node in network.Nodes)
                {
                    foreach (var link in mesh.LinksOf(node))
                        Assert.Equal(PatternOf(link.State), cells[(Place(survey, link.Node), Place(survey, link.Peer))]);
                }
            },
            iter: 10);

    [Fact]
    public void Beyond_fifty_nodes_or_many_exceptions_a_matrix_takes_the_place_of_the_graph()
    {
        Assert.False(IsMatrix(Hubs(10, 40)));
        Assert.True(IsMatrix(Hubs(11, 40)));
        // A checkerboard of blocks follows no rule of groups.
        var pairs = from i in Enumerable.Range(0, 20) from j in Enumerable.Range(i + 1, 19 - i) where i * j % 3 != 0 select (Name(i), Name(j));
        Assert.True(IsMatrix(Hubs(20, 0, [.. pairs])));
    }

    [Fact]
    public void A_mesh_that_falls_apart_says_so()
    {
        var text = Draw(Network("net", [("a", true, true), ("b", false, true), ("c", true, true), ("d", false, true), ("e", false, false)],
            [("a", "c"), ("a", "d"), ("b", "c")])).Element(Svg + "desc")!.Value;

        Assert.Contains("in 2 parts that no link joins", text, StringComparison.Ordinal);
        Assert.Contains("With an endpoint, part 2: c.", text, StringComparison.Ordinal);
        Assert.Contains("Without any link: e.", text, StringComparison.Ordinal);
        Assert.Contains("a and e can never connect, e has no key.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_markup_stays_a_name()
    {
        var network = Network("a<b&\"c\u0007`{;#\\", [("x", true, true), ("y", false, true)], []);

        Assert.Equal("a<b&\"c\ufffd`{;#\\", Draw(network).Element(Svg + "title")!.Value);
        Assert.Contains("accTitle: Mesh a#lt;b#amp;#quot;c\ufffd#96;#123;#59;#35;#92;\n", DiagramRenderer.Render(network, DiagramFormat.Mermaid).Content, StringComparison.Ordinal);
        Assert.Contains("<B>a&lt;b&amp;&quot;c\ufffd`{;#\\</B>", DiagramRenderer.Render(network, DiagramFormat.Dot).Content, StringComparison.Ordinal);
    }

    [Fact]
    public void Graphviz_reads_what_is_written_for_it()
    {
        Needs.Require("dot");
        Networks.Where(n => n.Nodes.Count is > 0 and < 30).Sample(network => AssertGraphvizReads(DiagramRenderer.Render(network, DiagramFormat.Dot).Content), iter: 12, threads: 1);
    }

    [Fact]
    public void Graphviz_reads_the_matrix() => AssertGraphvizReads(DiagramRenderer.Render(Hubs(3, 48, ("n01", "n50")), DiagramFormat.Dot).Content);

    [Fact]
    public void Graphviz_reads_names_that_are_markup() =>
        AssertGraphvizReads(DiagramRenderer.Render(Network("a<b&\"c\\", [("é", true, true), ("東京", false, true)], []), DiagramFormat.Dot).Content);

    private static void AssertGraphvizReads(string text)
    {
        Needs.Require("dot");
        using var process = Process.Start(new ProcessStartInfo("dot", ["-Tdot"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(text);
        process.StandardInput.Close();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0 && errors.Result.Length == 0 && output.Result.Length > 0, errors.Result + text);
    }

    private static XElement Draw(Network network) => XElement.Parse(DiagramRenderer.Render(network, DiagramFormat.Svg).Content);

    private static bool IsMatrix(Network network) => Draw(network).Descendants(Svg + "pattern").Any();

    private static IEnumerable<Link> Pairs(Network network)
    {
        var mesh = new Mesh(network);
        return network.Nodes.SelectMany(mesh.LinksOf).Where(l => NodeName.Comparer.Compare(l.Node.Name, l.Peer.Name) < 0);
    }

    private static int Place(MeshSurvey survey, Node node) => survey.Nodes.Index().First(n => n.Item.Name == node.Name).Index;

    // What a reader of the picture learns of a pair: an exception, or the rule of the groups; nothing between parts.
    private static LinkState? Told(MeshSurvey survey, int one, int other)
    {
        var (first, second) = one < other ? (one, other) : (other, one);
        var exceptions = survey.Exceptions.Where(e => e.From == first && e.To == second).ToList();
        var rules = survey.Rules.Where(r => survey.Groups[r.From].Contains(first) && survey.Groups[r.To].Contains(second)).ToList();
        var state = exceptions.Concat(rules).Select(p => (LinkState?)p.State).FirstOrDefault();
        return first == one ? state : state switch
        {
            LinkState.Dials => LinkState.Dialled,
            LinkState.Dialled => LinkState.Dials,
            _ => state,
        };
    }

    private static Dictionary<(int Row, int Column), string> CellsOf(XElement root, int count)
    {
        var cells = new Dictionary<(int, int), string>();
        foreach (var rect in root.Descendants(Svg + "rect").Where(r => r.Attribute("fill") is not null))
        {
            double Of(string name) => double.Parse(rect.Attribute(name)!.Value, CultureInfo.InvariantCulture);
            var (row, first) = ((int)(Of("y") / 16), (int)(Of("x") / 16));
            for (var column = first; row < count && column < Math.Min(count, first + (int)(Of("width") / 16)); column++)
                Assert.True(cells.TryAdd((row, column), rect.Attribute("fill")!.Value));
        }
        return cells;
    }

    private static string PatternOf(LinkState state) => state switch
    {
        LinkState.Mutual => "url(#mutual)",
        LinkState.Dials => "url(#dials)",
        LinkState.Dialled => "url(#dialled-by)",
        LinkState.Blocked => "url(#blocked-pair)",
        _ => "url(#impossible-pair)",
    };

    private static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"n{index + 1:00}");

    private static Network Hubs(int hubs, int others, params (string, string)[] blocked) =>
        Network("net", [.. Enumerable.Range(0, hubs + others).Select(i => (Name(i), i < hubs, true))], blocked);

    private static Network Network(string name, (string Name, bool HasEndpoint, bool HasKey)[] nodes, (string One, string Other)[] blocked)
    {
        var draft = new NetworkDraft(new Network(new NetworkIdentity(name, "/nowhere/net.toml")));
        foreach (var (node, hasEndpoint, hasKey) in nodes)
        {
            draft.Add(new Node(node)
            {
                Endpoint = hasEndpoint ? Endpoint.Parse("192.0.2.1:51820") : null,
                PrivateKey = hasKey ? Key : null,
                LinkLayerAddress = Golden.Addresses("169.254.1.1/16"),
            });
        }
        foreach (var (one, other) in blocked.Where(b => b.One != b.Other))
            draft.Block(one, other);
        return draft.ToNetwork();
    }

    private static readonly PrivateKey Key = PrivateKey.Generate();
}
