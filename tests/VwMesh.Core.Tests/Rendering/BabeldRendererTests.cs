using System.Net;
using VwMesh.Rendering.Routing;

namespace VwMesh.CoreTests.Rendering;

public sealed class BabeldRendererTests
{
    [Fact]
    public void It_allows_the_pools_and_the_prefixes_given_and_denies_the_rest()
    {
        var network = Golden.WgMeshVpn();
        Assert.Equal(
            """
            # Network wg-meshvpn, node node1; written by VwMesh
            interface vwg-meshvpn type tunnel split-horizon false
            redistribute local ip 172.20.10.0/24 allow
            redistribute local ip 2001:db8:42::/64 allow
            redistribute local ip 10.9.0.0/16 allow
            redistribute ip 10.9.0.0/16 allow
            redistribute proto 3 ip 10.9.0.0/16 allow
            redistribute local deny
            redistribute deny

            """.ReplaceLineEndings("\n"),
            BabeldRenderer.Render(network, network.Find("node1")!, [IPNetwork.Parse("10.9.0.0/16"), IPNetwork.Parse("10.9.0.0/16")]));
    }
}
