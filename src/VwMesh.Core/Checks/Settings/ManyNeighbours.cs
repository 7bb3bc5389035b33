using System.Globalization;
using System.Numerics;
using VwMesh.Links;

namespace VwMesh.Checks.Settings;

/// <summary>Linux keeps 1,024 neighbours for all interfaces of a host together (arp(7), gc_thresh3). A node that speaks with more loses packets.</summary>
internal sealed class ManyNeighbours() : NetworkCheck("VW2016", Severity.Warning)
{
    // The host has neighbours outside of the mesh too.
    private const int Most = 1000;

    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        var count = mesh.Network.Nodes.Count;
        if (count <= Most)
            yield break;
        var limit = BitOperations.RoundUpToPowerOf2((uint)count * 2);
        var families = mesh.Network.AddressPoolIPv6 is null ? new[] { "ipv4" } : ["ipv4", "ipv6"];
        var settings = string.Join(' ', families.SelectMany(f => new[] { $"net.{f}.neigh.default.gc_thresh2={limit / 2}", $"net.{f}.neigh.default.gc_thresh3={limit}" }));
        yield return new Finding(
            string.Create(CultureInfo.InvariantCulture, $"The network has {count} nodes, and Linux keeps 1024 neighbours of all interfaces together; a node that speaks with more drops packets (\"neighbor table overflow\" in its log)."),
            $"On every node, a file in /etc/sysctl.d with {settings}, or the same as a hook: Set-VwNode -PreUp 'sysctl -qw {settings}'.");
    }
}
