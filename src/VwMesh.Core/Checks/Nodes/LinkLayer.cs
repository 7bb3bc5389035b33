using System.Net.Sockets;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>The addresses VXLAN travels between.</summary>
internal static class LinkLayer
{
    internal const string Key = "LinkLayerAddress";

    internal static IEnumerable<InterfaceAddress> IPv4Of(Node node) =>
        node.LinkLayerAddress.Where(a => a.Address.AddressFamily == AddressFamily.InterNetwork);
}
