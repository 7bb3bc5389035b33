using VwMesh.Addressing;
using VwMesh.Checks;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.CoreTests.Checks;

/// <summary>Findings about rules, groups and relays, each with a network that trips it and one that does not.</summary>
public sealed class ShapeRuleTests
{
    // b is the hub; a and c are spokes behind NAT.
    private static SoundNetwork Star { get; } = SoundNetwork.Mesh.Without("Endpoint = \"192.0.2.1:51821\"").With("PersistentKeepalive = 0", "PersistentKeepalive = 25")
        .With("VxlanID = 20", "VxlanID = 20\nPeering = [\"hub:*\"]").With("[Node.b]", "[Node.b]\nGroups = [\"hub\"]");

    private static SoundNetwork Relayed { get; } = Star.With("[Node.b]", "[Node.b]\nRelay = true");

    [Fact]
    public void Pairs_without_a_way_are_counted_and_a_relay_or_a_block_ends_that()
    {
        var found = Assert.Single(Star.Check(), d => d.Code != "VW2017");
        Assert.Equal(("VW4006", Severity.Warning), (found.Code, found.Severity));
        Assert.StartsWith("1 pair of nodes has neither a tunnel nor a way over relays: 'a' and 'c' (no peering rule allows a tunnel).", found.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("VW4006", Relayed.Codes());
        Assert.DoesNotContain("VW4006", Star.Plus("[PeerBlacklist]\nBlacklist = [[\"a\", \"c\"]]").Codes());
        // Without rules and relays it is what it always was.
        Assert.Equal(["VW4003"], Star.Without("Peering = [\"hub:*\"]").Codes());
    }

    [Fact]
    public void A_relay_whose_loss_cuts_nodes_off_is_named_with_the_number_of_pairs_and_a_second_relay_ends_that()
    {
        var found = Assert.Single(Relayed.Check(), d => d.Code != "VW2017");
        Assert.Equal(("VW4007", Severity.Information, "b"), (found.Code, found.Severity, found.Node));
        Assert.Equal("When the relay 'b' fails, 1 pair of other nodes loses its way to each other. How many losses of relays the pairs without a tunnel survive: none (1 pair).", found.Message);
        var second = Relayed.Plus("""

            [Node.d]
            Address = ["10.20.0.4/24"]
            AllowedIPs = ["169.254.1.4/32"]
            Endpoint = "192.0.2.4:51824"
            Groups = ["hub"]
            LinkLayerAddress = ["169.254.1.4/16"]
            ListenPort = 51824
            PrivateKey = "6BzIYxlNDs7MG9lN5O+6qSW72nZmHqTClsBP72wayVY="
            Relay = true
            """);
        Assert.Equal(["VW2017"], second.Codes());
        // The second has no tunnel with c: without the first, c reaches nobody over a relay.
        Assert.Equal(["VW2017", "VW4007:b"], second.Plus("[PeerBlacklist]\nBlacklist = [[\"c\", \"d\"]]").Codes().Order());
    }

    // Regions with two relays each, and tunnels from region to region.
    [Theory]
    [InlineData("a1:b1 a1:b2 a2:b1 a2:b2", "1 loss (5 pairs)")]
    [InlineData("a1:b1", "none (8 pairs)")]
    [InlineData("a1:b1 a2:b1", "none (6 pairs), 1 loss (1 pair)")]
    [InlineData("a1:b1 a2:b2", "1 loss (7 pairs)")]
    public void How_many_losses_of_relays_pairs_survive_is_counted(string rules, string expected)
    {
        var draft = new NetworkDraft(NetworkDefaults.New("/x/wg-shape.toml", []) with { Peering = $"a1:a2 b1:b2 a:a1 a:a2 b:b1 b:b2 {rules}".Split(' ').Select(PeeringRule.Parse).ToValueList() });
        var allotter = new Allotter(draft);
        foreach (var name in new[] { "a1", "a2", "b1", "b2", "a", "b" })
            allotter.Add(name, new NodeChange { Groups = [name], Relay = name.Length == 2, Endpoint = $"{name}.example.net" });
        var survived = RelayLosses.SurvivedIn(new Mesh(draft.ToNetwork()));
        Assert.Equal(expected, string.Join(", ", survived.Select(s => $"{(s.Losses == 0 ? "none" : s.Losses == 1 ? "1 loss" : $"{s.Losses} losses")} ({s.Pairs} {(s.Pairs == 1 ? "pair" : "pairs")})")));
    }

    [Fact]
    public void Keys_that_vwgen_ignores_are_named()
    {
        Assert.DoesNotContain("VW2017", SoundNetwork.Mesh.Codes());
        Assert.Contains("ignores 'Peering' and 'Relay':", Assert.Single(Relayed.Check(), d => d.Code == "VW2017").Message, StringComparison.Ordinal);
        Assert.Contains("ignores 'Link':", Assert.Single(SoundNetwork.Mesh.Plus("[Link.a.b]\nPersistentKeepalive = 5").Check(), d => d.Code == "VW2017").Message, StringComparison.Ordinal);
        Assert.Contains("ignores 'PresharedKeySeed':", Assert.Single(
            SoundNetwork.Mesh.With("VxlanID = 20", "VxlanID = 20\nPresharedKeySeed = \"6BzIYxlNDs7MG9lN5O+6qSW72nZmHqTClsBP72wayVY=\"").Check(), d => d.Code == "VW2017").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_relay_that_forwards_for_nobody_is_reported()
    {
        Assert.Contains("VW4008:c", Star.Plus("Relay = true").Codes());
        Assert.DoesNotContain("VW4008:b", Relayed.Codes());
    }

    [Theory]
    [InlineData("hubs:*", "names 'hubs', and no node is in this group")]
    [InlineData("hub:hub", "matches no pair: 'b' is the only node of the group")]
    [InlineData("HUB:*", null)]
    public void A_rule_without_effect_is_reported(string rule, string? message)
    {
        var found = Relayed.With("[\"hub:*\"]", $"[\"hub:*\", \"{rule}\"]").Check().Where(d => d.Code == "VW4009").ToList();
        Assert.Equal(message is null ? 0 : 1, found.Count);
        Assert.All(found, d => Assert.Contains(message!, d.Message, StringComparison.Ordinal));
        Assert.All(found, d => Assert.Equal("Peering", d.Key));
    }

    [Fact]
    public void A_group_that_neither_a_rule_nor_a_relay_has_is_worth_knowing()
    {
        Assert.Contains("VW4010:c", Relayed.Plus("Groups = [\"eu\"]").Codes());
        Assert.DoesNotContain("VW4010:c", Relayed.Plus("Groups = [\"HUB\"]").Codes());
        Assert.DoesNotContain("VW4010:c", Relayed.Plus("Groups = [\"eu\"]").With("[\"hub\"]", "[\"hub\", \"eu\"]").Codes());
        Assert.Empty(SoundNetwork.Mesh.Plus("Groups = [\"eu\"]").Codes());
    }
}
