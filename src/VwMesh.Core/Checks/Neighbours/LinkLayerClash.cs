using System.Net;
using VwMesh.Addressing;
using VwMesh.Model;

namespace VwMesh.Checks.Neighbours;

/// <summary>A link-layer address that two machines have, each in one of two networks.</summary>
/// <param name="Own">The node of the one network.</param>
/// <param name="Other">The node of the other network.</param>
/// <param name="Address">The address.</param>
/// <param name="OnOneMachine">Whether the machine of one of the two is in both networks. Its kernel keeps the packets for the other machine.</param>
internal sealed record LinkLayerClash(Node Own, Node Other, IPAddress Address, bool OnOneMachine)
{
    internal static IEnumerable<LinkLayerClash> Between(Network network, Network neighbour)
    {
        var own = Machine.ByMark(network.Nodes);
        var others = Machine.ByMark(neighbour.Nodes);
        var addresses = network.Nodes.SelectMany(node => node.Tunnels.Select(a => (a.Address, node))).ToLookup(a => a.Address, a => a.node);
        return from other in neighbour.Nodes
               from address in other.Tunnels.Select(a => a.Address).Distinct()
               from node in addresses[address]
               where !own.On(other).Contains(node)
               select new LinkLayerClash(node, other, address, others.On(node).Any() || own.On(other).Any());
    }
}
