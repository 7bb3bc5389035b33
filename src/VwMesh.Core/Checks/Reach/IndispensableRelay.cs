using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Reach;

/// <summary>A relay whose loss cuts other nodes off from each other.</summary>
internal sealed class IndispensableRelay() : NetworkCheck("VW4007", Severity.Information)
{
    // For each relay the mesh is looked at without it. With so many relays hardly one is indispensable.
    private const int MostRelays = 64;

    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        var relays = mesh.Usable.Where(n => n.Relay).ToList();
        if (mesh.Reach.Relayed == 0 || relays.Count > MostRelays)
            yield break;
        var survived = RelayLosses.SurvivedIn(mesh).Select(s => $"{(s.Losses == 0 ? "none" : Enumeration.Count(s.Losses, "loss", "losses"))} ({Enumeration.Count(s.Pairs, "pair", "pairs")})");
        foreach (var relay in relays)
        {
            var without = new Mesh(mesh.Network.WithNodes(mesh.Network.Nodes.Where(n => n != relay))).Reach;
            var lost = mesh.Reach.Linked + mesh.Reach.Relayed - mesh.Reach.ConnectedWith(relay) - without.Linked - without.Relayed;
            if (lost > 0)
            {
                yield return new Finding(
                    $"When the relay {Quoted.Show(relay.Name)} fails, {Enumeration.Count(lost, "pair of other nodes loses its", "pairs of other nodes lose their")} way to each other. How many losses of relays the pairs without a tunnel survive: {string.Join(", ", survived)}.",
                    "Nothing, if that is acceptable; otherwise a second relay that has tunnels with the same nodes: Set-VwNode -Relay.",
                    relay.Name, "Relay");
            }
        }
    }
}
