using VwMesh.Model;

namespace VwMesh.Checks.Neighbours;

/// <summary>A machine can have a VNI on a port once; the second network does not start there.</summary>
internal sealed class SharedVni() : NeighbourCheck("VW5001", Severity.Error)
{
    internal override IEnumerable<Finding> Find(Network network, IReadOnlyList<Network> neighbours) =>
        from other in neighbours
        where other.VxlanId == network.VxlanId && other.VxlanPort == network.VxlanPort
        let shared = network.SharedWith(other).Select(p => p.Own.Name).ToList()
        where shared.Count > 0
        select new Finding(
            $"Network {Quoted.Show(other.Name)} has the same VNI {network.VxlanId} on the same port, and nodes named {Enumeration.Of(shared)} are in both; on one machine the second of the two does not start.",
            "Give one of them another number with Set-VwNetwork -VxlanId.",
            Key: "VxlanID");
}
