using System.Globalization;
using System.Text;
using VwMesh.Deployment;
using VwMesh.Live;
using VwMesh.Model;

namespace VwMesh.Rendering.Metrics;

/// <summary>
/// Observations as metrics in the text format of Prometheus, which the textfile collector of node_exporter reads. All names begin with
/// <c>vwmesh_</c>.
/// </summary>
public static class MetricsFile
{
    /// <summary>The text.</summary>
    /// <param name="nodes">The nodes, each with its network.</param>
    /// <param name="time">The time of the observations.</param>
    /// <returns>Each metric with its help, its type and a line for each node or peer that has it.</returns>
    public static string Render(IReadOnlyList<(Network Network, NodeObservation Node)> nodes, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        var text = new StringBuilder();
        Begin(text, "vwmesh_export_timestamp_seconds", "gauge", "The time of the export, in seconds since 1970.");
        text.Append(CultureInfo.InvariantCulture, $"vwmesh_export_timestamp_seconds {time.ToUnixTimeSeconds()}\n");
        OfNodes("vwmesh_node_up", "Whether the node answered over ssh.", (_, n) => Flag(n.Status.State != InterfaceState.Unreachable));
        OfNodes("vwmesh_interface_up", "Whether the WireGuard and the VXLAN interface are up.", (_, n) => Answered(n) ? Flag(n.Status.State == InterfaceState.Up) : null);
        OfNodes("vwmesh_guard_up", "Whether the VXLAN port is guarded as the network wants it.", (network, n) => n.Status.Guard is { } guard && network.Guard != Guard.None ? Flag(guard == network.Guard) : null);
        OfNodes("vwmesh_keeper_up", "Whether the keeper of the Ethernet runs.", (_, n) => Flag(n.Status.HasKeeper));
        OfNodes("vwmesh_boot_enabled", "Whether the host starts the network at boot.", (_, n) => Flag(n.Status.StartsAtBoot));
        OfNodes("vwmesh_firewall_open", "Whether the host's firewall lets the packets of the Ethernet in.", (_, n) => Flag(n.Status.FirewallOpen));
        OfNodes("vwmesh_peers", "How many peers the network wants for the node or the node has.", (_, n) => Answered(n) ? n.Status.Peers.Count : null);
        OfNodes("vwmesh_live_peers", "How many peers have renewed their keys within three minutes.", (_, n) => Answered(n) ? n.Status.LivePeers : null);
        OfNodes("vwmesh_differences", "In how many places the node differs from the file of the network.", (_, n) => n.Differences?.Count);
        OfPeers("vwmesh_peer_up", "gauge", "Whether the node has renewed its keys with the peer within three minutes.", p => Flag(p.State == TunnelState.Live));
        OfPeers("vwmesh_peer_handshake_age_seconds", "gauge", "How long ago the node renewed its keys with the peer.", p => p.HandshakeAge?.TotalSeconds);
        OfPeers("vwmesh_peer_receive_bytes_total", "counter", "Bytes that the node received from the peer.", p => Running(p) ? p.TransferReceived : null);
        OfPeers("vwmesh_peer_transmit_bytes_total", "counter", "Bytes that the node sent to the peer.", p => Running(p) ? p.TransferSent : null);
        OfPeers("vwmesh_peer_flooded", "gauge", "Whether frames for everybody are sent to the peer.", p => Flag(p.Flooded));
        return text.ToString();

        void OfNodes(string name, string help, Func<Network, NodeObservation, double?> value)
        {
            Begin(text, name, "gauge", help);
            foreach (var (network, node) in nodes)
                Line(text, name, $"network=\"{Label(network.Name)}\",node=\"{Label(node.Status.Node)}\"", value(network, node));
        }

        void OfPeers(string name, string type, string help, Func<PeerStatus, double?> value)
        {
            Begin(text, name, type, help);
            foreach (var (network, node) in nodes)
            {
                // A peer that the network does not know has no name.
                foreach (var peer in node.Status.Peers.Where(p => p.Peer is not null))
                    Line(text, name, $"network=\"{Label(network.Name)}\",node=\"{Label(peer.Node)}\",peer=\"{Label(peer.Peer!)}\"", value(peer));
            }
        }
    }

    private static bool Answered(NodeObservation node) => node.Status.State != InterfaceState.Unreachable;

    private static bool Running(PeerStatus peer) => peer.State != TunnelState.Missing;

    private static double? Flag(bool? value) => value is null ? null : value.Value ? 1 : 0;

    private static void Begin(StringBuilder text, string name, string type, string help) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");

    private static void Line(StringBuilder text, string name, string labels, double? value)
    {
        if (value is { } number)
            text.Append(CultureInfo.InvariantCulture, $"{name}{{{labels}}} {number:R}\n");
    }

    private static string Label(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
