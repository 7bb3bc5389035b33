using VwMesh.CoreTests.Live;
using VwMesh.Deployment;
using VwMesh.Live;
using VwMesh.Model;
using VwMesh.Traffic;

namespace VwMesh.CoreTests.Deployment;

/// <summary>
/// The scripts that a node runs, whole, one folder for each kind of deployment, in <c>tests/golden/scripts</c>. The node's files, which the scripts carry,
/// are left out. With VWMESH_REWRITE_GOLDEN=1 this class writes the scripts instead, and the diff shows what a change does to the nodes.
/// </summary>
public sealed class GoldenScriptTests
{
    private static readonly Dictionary<string, Func<RecordedNode>> Kinds = new()
    {
        ["unchanged"] = () => new RecordedNode(),
        ["hot"] = () => Changed(new RecordedNode(), ("wg", "192.0.2.2:1002", "(none)"), ("fdb", "33:33", "44:44"), ("vxlan", "\"mtu\":1370", "\"mtu\":1300"), ("nft", "0x4d", "0x4e")),
        ["restart"] = () => Changed(new RecordedNode { WithSystemd = true }, ("vxlan", "\"id\":77", "\"id\":78")),
        ["key-on-node"] = () => Changed(new RecordedNode(WithKeyOnNode), ("vxlan", "\"mtu\":1370", "\"mtu\":1300")),
        ["removal"] = () => new RecordedNode(),
    };

    public static TheoryData<string> Cases => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_nodes_scripts_are_what_they_were(string name)
    {
        var node = Kinds[name]();
        var plan = name == "removal" ? node.Remove() : node.Compare();
        var scripts = new DeploymentScripts(plan, RecordedNode.Mark, "fedcba9876543210", TimeSpan.FromSeconds(60));
        List<(string, string)> files = [($"{name}/apply.sh", WithoutFiles(scripts.Apply(), plan))];
        if (name is "hot" or "removal")
            files.Add(($"{name}/confirm.sh", scripts.Confirm()));
        if (name == "hot")
        {
            files.Add(("ask.sh", DeploymentScripts.LockAndProbe(node.Network, node.Node, RecordedNode.Mark)));
            files.Add(("reject.sh", scripts.Reject()));
            files.Add(("test.sh", ProbeScript.Prelude(node.Network, RecordedNode.Mark) + TrafficScript.For(node.Network, node.Node, withFullSize: true, [node.Network.Find("b")!])));
            files.Add(("register.sh", KeyScript.For(node.Network, RecordedNode.Mark, moved: null, mayMake: true, unwanted: null, isNext: false)));
        }
        Golden.AssertFiles("scripts", files);
    }

    private static string WithoutFiles(string script, NodePlan plan)
    {
        var files = plan.Wanted.Files;
        foreach (var file in new[] { files.Tunnel, files.Program, files.Unit })
            script = script.Replace(file.TrimEnd('\n'), "(the file)", StringComparison.Ordinal);
        return script;
    }

    private static Network WithKeyOnNode(Network network) =>
        network.WithNodes(network.Nodes.Select(n => n.Name == "a" ? n with { StatedPublicKey = n.PublicKey, PrivateKey = null } : n));

    private static RecordedNode Changed(RecordedNode node, params (string Part, string Before, string After)[] changes)
    {
        foreach (var (part, before, after) in changes)
        {
            Assert.Contains(before, node.Parts[part], StringComparison.Ordinal);
            node.Parts[part] = node.Parts[part].Replace(before, after, StringComparison.Ordinal);
        }
        return node;
    }
}
