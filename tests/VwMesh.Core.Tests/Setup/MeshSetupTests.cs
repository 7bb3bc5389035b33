using System.Net;
using VwMesh.Addressing;
using VwMesh.Links;
using VwMesh.Model;
using VwMesh.Setup;

namespace VwMesh.CoreTests.Setup;

/// <summary>The one value that formats, status and deployment read.</summary>
public sealed class MeshSetupTests
{
    [Fact]
    public void A_node_with_an_IPv6_link_layer_address_alone_has_no_tunnel_by_any_account()
    {
        var network = Make(("a", "169.254.192.1/16"), ("b", "fe80::2/64"));
        var link = new Mesh(network).Between(network.Find("a")!, network.Find("b")!);
        Assert.Equal((LinkState.Impossible, "b has no IPv4 link-layer address"), (link.State, link.Reason));
        Assert.Equal("NoLinkLayerAddress", Assert.Throws<VwMeshException>(() => new MeshSetup(new Mesh(network)).Of(network.Find("a")!)).ErrorId);
    }

    [Theory]
    [InlineData("169.254.254.255/16", true)]
    [InlineData("169.254.192.0/32", true)]
    [InlineData("169.254.191.255/16", false)]
    [InlineData("10.0.0.1/16", false)]
    public void One_route_leads_to_all_tunnels_when_all_are_in_the_range(string other, bool isInRange)
    {
        var network = Make(("a", "169.254.192.1/16"), ("b", other));
        Assert.Equal(isInRange ? IPNetwork.Parse("169.254.192.0/18") : null, new MeshSetup(new Mesh(network)).Of(network.Find("a")!).WireGuard.Range);
    }

    private static Network Make(params (string Name, string LinkLayer)[] nodes)
    {
        var draft = new NetworkDraft(NetworkDefaults.New("/nowhere/wg-test.toml", []));
        var allotter = new Allotter(draft);
        foreach (var (name, address) in nodes)
            draft.Replace(allotter.Add(name, new NodeChange()) with { Endpoint = Endpoint.Parse("192.0.2.1:1"), LinkLayerAddress = Golden.Addresses(address) });
        return draft.ToNetwork();
    }
}
