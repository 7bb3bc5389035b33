using VwMesh.Addressing;
using VwMesh.Links;
using VwMesh.Model;
using VwMesh.Rendering.NodeProgram;
using VwMesh.Setup;

namespace VwMesh.CoreTests.Rendering;

/// <summary>The preshared keys in the files of nodes: derived once for both ends, in any order, and the keys of links beside them.</summary>
public sealed class DerivedKeyTests
{
    [Theory]
    [InlineData("*:*", false)]
    [InlineData("*:*", true)]
    [InlineData("hub:*", false)]
    public void Each_file_has_the_key_of_each_pair(string rules, bool isReverse)
    {
        var own = PresharedKey.Generate();
        var seed = PresharedKeySeed.Generate();
        var draft = new NetworkDraft(NetworkDefaults.New("/x/wg-psk.toml", []) with { Peering = [PeeringRule.Parse(rules)], PresharedKeySeed = seed, PresharedKeyEpoch = 3 });
        var allotter = new Allotter(draft);
        foreach (var i in Enumerable.Range(0, 6))
            allotter.Add($"n{i}", new NodeChange { Groups = i == 0 ? ["hub"] : [], Endpoint = $"192.0.2.{i + 1}" });
        draft.Block("n1", "n2");
        draft.SetPresharedKey("n0", "n3", own);
        allotter.Rekey("n4", keepsPrevious: true);
        var network = draft.ToNetwork();
        var setups = new MeshSetup(new Mesh(network));
        var write = new NodeProgramFormat().Prepare(setups);
        var (keys, byKey) = (seed.KeysOf(3), network.Nodes.SelectMany(n => new[] { n.PublicKey, n.PreviousPublicKey }.OfType<PublicKey>(), (n, k) => (k.Value, Key: k, Node: n)).ToDictionary(e => e.Value));

        var pairs = 0;
        foreach (var node in isReverse ? network.Nodes.Reverse() : network.Nodes)
        {
            foreach (var section in write(setups.Of(node))[0].Reveal().Split("[Peer]\n").Skip(1))
            {
                var settings = section.Split('\n').Where(l => l.Contains(" = ", StringComparison.Ordinal) && l[0] != '#').ToDictionary(l => l.Split(" = ")[0], l => l.Split(" = ")[1]);
                var (_, key, peer) = byKey[settings["PublicKey"]];
                var expected = new[] { node.Name, peer.Name }.Order().SequenceEqual(["n0", "n3"]) ? own : keys.Of(node.PublicKey!, key);
                Assert.Equal(expected.Reveal(), settings["PresharedKey"]);
                pairs++;
            }
        }
        Assert.Equal(rules == "*:*" ? (6 * 5) - 2 + 5 : 10 + 1, pairs);
    }
}
