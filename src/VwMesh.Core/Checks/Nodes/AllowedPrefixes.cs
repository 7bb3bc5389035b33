using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>Prefixes of all nodes, and how they are nested.</summary>
internal static class AllowedPrefixes
{
    internal const string Key = "AllowedIPs";

    /// <summary>The AllowedIPs that are nested in those of another node.</summary>
    internal static IEnumerable<((Node Node, IPNetwork Prefix) Outer, (Node Node, IPNetwork Prefix) Inner)> Nested(IEnumerable<Node> nodes) => Nested(nodes, n => n.AllowedIPs);

    /// <summary>Each prefix that lies in a wider one of another node, with the narrowest such one.</summary>
    internal static IEnumerable<((Node Node, IPNetwork Prefix) Outer, (Node Node, IPNetwork Prefix) Inner)> Nested(
        IEnumerable<Node> nodes, Func<Node, IEnumerable<IPNetwork>> prefixes)
    {
        var enclosing = new Stack<(Node Node, IPNetwork Prefix)>();
        var all = nodes.SelectMany(prefixes, (n, p) => (Node: n, Prefix: p))
            .OrderBy(e => e.Prefix.BaseAddress.AddressFamily).ThenBy(e => ToNumber(e.Prefix.BaseAddress)).ThenBy(e => e.Prefix.PrefixLength);
        foreach (var entry in all)
        {
            while (enclosing.Count > 0 && !enclosing.Peek().Prefix.Contains(entry.Prefix))
                enclosing.Pop();
            foreach (var outer in enclosing)
            {
                if (!ReferenceEquals(outer.Node, entry.Node) && outer.Prefix != entry.Prefix)
                {
                    yield return (outer, entry);
                    break;
                }
            }
            enclosing.Push(entry);
        }
    }

    private static UInt128 ToNumber(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
