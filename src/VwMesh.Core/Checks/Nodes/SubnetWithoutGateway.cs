using System.Net.Sockets;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>A route needs an address of its family by which to go.</summary>
internal sealed class SubnetWithoutGateway() : NetworkCheck("VW3044", Severity.Error)
{
    internal override IEnumerable<Finding> Find(Mesh mesh) => mesh.Network.Routing != SubnetRouting.Static ? [] :
        from node in mesh.Network.Nodes
        from subnet in node.Subnets
        where node.GatewayTo(subnet) is null
        let family = subnet.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? "IPv4" : "IPv6"
        select new Finding(
            $"Node {Quoted.Show(node.Name)} has no {family} address in the mesh, which the routes to {subnet} behind it need.",
            $"Give it one with Set-VwNode -Address, or the network a pool with Set-VwNetwork -AddressPool{family}.",
            node.Name, SubnetOfTwo.Key);
}
