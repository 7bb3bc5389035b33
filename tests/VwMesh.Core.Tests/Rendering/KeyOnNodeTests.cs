using System.Diagnostics;
using VwMesh.Addressing;
using VwMesh.Links;
using VwMesh.Model;
using VwMesh.Rendering;
using VwMesh.Setup;
using VwMesh.CoreTests.Storage;

namespace VwMesh.CoreTests.Rendering;

/// <summary>The files of a node whose private key the network does not have.</summary>
public sealed class KeyOnNodeTests
{
    [Fact]
    public void All_but_the_key_follows_from_the_public_half_and_peers_see_no_difference()
    {
        var before = Make();
        var after = OnNode(before);
        Assert.Equal((before.Find("a")!.MacAddress, before.Find("a")!.IPv6Address), (after.Find("a")!.MacAddress, after.Find("a")!.IPv6Address));
        Assert.Equal(TunnelOf(before, "b"), TunnelOf(after, "b"));
        var lines = TunnelOf(before, "a").Split('\n').Except(TunnelOf(after, "a").Split('\n'));
        Assert.StartsWith("PrivateKey = ", Assert.Single(lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wg_refuses_the_placeholder_by_name()
    {
        Needs.Require("wg");
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "a.conf");
        await File.WriteAllTextAsync(file, $"[Interface]\nPrivateKey = {NodeKey.Placeholder("office")}\n", TestContext.Current.CancellationToken);
        using var wg = Process.Start(new ProcessStartInfo("wg", ["setconf", "nosuch", file]) { RedirectStandardError = true })!;
        var errors = await wg.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await wg.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.NotEqual(0, wg.ExitCode);
        Assert.Contains("KEY-STAYS-ON-THE-NODE:run-sh-office.vwmesh-install", errors, StringComparison.Ordinal);
    }

    private static Network Make()
    {
        var draft = new NetworkDraft(NetworkDefaults.New("/nowhere/wg-test.toml", []));
        var allotter = new Allotter(draft);
        allotter.Add("a", new NodeChange());
        allotter.Add("b", new NodeChange { Endpoint = "192.0.2.2:51820" });
        return draft.ToNetwork();
    }

    private static Network OnNode(Network network)
    {
        var draft = new NetworkDraft(network);
        var node = draft.Get("a");
        draft.Replace(node with { PrivateKey = null, StatedPublicKey = node.PublicKey });
        return draft.ToNetwork();
    }

    private static string TunnelOf(Network network, string node)
    {
        var setups = new MeshSetup(new Mesh(network));
        return NodeFormats.Named("NodeProgram").Prepare(setups)(setups.Of(network.Find(node)!))[0].Reveal();
    }
}
