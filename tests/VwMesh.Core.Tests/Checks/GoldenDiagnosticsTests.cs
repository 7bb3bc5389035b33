using VwMesh.Checks;
using VwMesh.Storage;

namespace VwMesh.CoreTests.Checks;

/// <summary>What a careful engineer says of the networks that vwgen wrote, and nothing more.</summary>
public sealed class GoldenDiagnosticsTests
{
    [Fact]
    public void The_readmes_mesh_fragments_has_a_node_without_keepalive_and_a_blocked_pair() => Assert.Equal(
        [
            ("VW2002", Severity.Warning, null, 5),
            ("VW3026", Severity.Warning, "node3", 49),
            ("VW4005", Severity.Information, null, 1),
        ],
        Check("wg-meshvpn"));

    [Fact]
    public void The_office_has_a_blocked_pair_saves_one_nodes_running_state_and_allows_what_nothing_routes() => Assert.Equal(
        [
            ("VW3045", Severity.Warning, "paris", 17),
            ("VW3027", Severity.Warning, "tokyo", 60),
            ("VW4005", Severity.Information, null, 3),
        ],
        Check("office"));

    // The mode of a file under version control is not the network's.
    private static IEnumerable<(string, Severity, string?, int?)> Check(string network) =>
        NetworkChecks.Run(NetworkFile.Parse($"/nowhere/{network}.conf", Golden.Text(network)), []).Select(d => (d.Code, d.Severity, d.Node, d.Line));
}
