using System.Net.Sockets;
using System.Text;
using VwMesh.Model;

namespace VwMesh.Rendering.WgQuick;

/// <summary>What a node is in the files of its peers, encoded once for all of them.</summary>
/// <param name="Section">Its [Peer] section, without the keepalive, which is the reading node's own.</param>
/// <param name="ForwardingEntries">Where its frames go, as <c>MAC,address</c>: its own and those for everyone to its first tunnel address,
/// those for everyone to the others too.</param>
internal sealed record NodeText(ReadOnlyMemory<byte> Section, IReadOnlyList<ReadOnlyMemory<byte>> ForwardingEntries)
{
    private const string Everyone = "00:00:00:00:00:00";

    internal static NodeText Of(Node node)
    {
        var allowed = node.AllowedIPs.Count == 0 ? "" : $"AllowedIPs = {string.Join(", ", node.AllowedIPs.Select(p => SafeWord.Of(p)))}\n";
        var endpoint = node.Endpoint is null ? "" : $"Endpoint = {SafeWord.Of(node.Endpoint)}\n";
        return new NodeText(
            Encoding.UTF8.GetBytes($"\n# Peer {node.Name}\n[Peer]\nPublicKey = {node.PublicKey}\n{allowed}{endpoint}"),
            Entries(node.MacAddress!.Value.Value, [.. TunnelAddresses(node)]));
    }

    private static ReadOnlyMemory<byte>[] Entries(string mac, string[] addresses) => addresses is [var only]
        ? [Entry(mac, only)]
        : [.. addresses.Distinct().Select((address, i) => Entry(i == 0 ? mac : Everyone, address))];

    private static ReadOnlyMemory<byte> Entry(string mac, string address) => Encoding.UTF8.GetBytes($"{SafeWord.Of(mac)},{SafeWord.Of(address)}");

    /// <summary>The addresses VXLAN travels between; it is one over IPv4.</summary>
    internal static IEnumerable<string> TunnelAddresses(Node node) => node.LinkLayerAddress
        .Where(a => a.Address.AddressFamily == AddressFamily.InterNetwork).Select(a => a.Address.ToString());
}
