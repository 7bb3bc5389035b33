using VwMesh.Model;

namespace VwMesh.Checks.Neighbours;

/// <summary>A machine can have a VNI on a port once; the second network does not start there. Routes of two networks need different metrics, which follow from the VNIs.</summary>
internal sealed class SharedVni() : NeighbourCheck("VW5001", Severity.Error)
{
    internal override IEnumerable<Finding> Find(Network network, IReadOnlyList<Network> neighbours) =>
        from other in neighbours
        let isSame = other.VxlanId == network.VxlanId && other.VxlanPort == network.VxlanPort
        where isSame || Network.RoutePreferenceOf(other.VxlanId) == Network.RoutePreferenceOf(network.VxlanId)
        let shared = network.SharedWith(other).Select(p => p.Own.Name).ToList()
        where shared.Count > 0
        select new Finding(
            isSame
                ? $"Network {Quoted.Show(other.Name)} has the same VNI {network.VxlanId} on the same port, and nodes named {Enumeration.Of(shared)} are in both; on one machine the second of the two does not start."
                : $"Network {Quoted.Show(other.Name)} has the VNI {other.VxlanId}, and nodes named {Enumeration.Of(shared)} are in both; on one machine the routes of both networks would have the metric {Network.RoutePreferenceOf(network.VxlanId)} and replace each other.",
            "Give one of them another number with Set-VwNetwork -VxlanId.",
            Key: "VxlanID");
}
