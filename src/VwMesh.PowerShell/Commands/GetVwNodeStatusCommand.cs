using System.Globalization;
using System.Management.Automation;
using VwMesh.Binding;
using VwMesh.Links;
using VwMesh.Live;
using VwMesh.Model;
using VwMesh.Output;

namespace VwMesh.Commands;

/// <summary>Asks running nodes over ssh what they run: interfaces, addresses, guard, and every tunnel.</summary>
[Cmdlet(VerbsCommon.Get, "VwNodeStatus")]
[OutputType(typeof(VwNodeStatus), typeof(PSObject))]
public sealed class GetVwNodeStatusCommand : RemoteNodeCommand
{
    /// <summary>Emits a row a node instead, with a column for each node of the network: how long ago they shook hands, or why not; <c>?</c> in the row of an unreachable node.</summary>
    [Parameter]
    [YesOrNo]
    public SwitchParameter Matrix { get; set; }

    private protected override void Process(Network network, IReadOnlyList<Node> nodes)
    {
        var surveyor = Survey(network);
        AskAll("Asking nodes for their state", nodes, surveyor.GetStatusAsync, Show,
            (node, error) => Show(node, NodeStatus.Unreachable(node, error)));

        void Show(Node node, NodeStatus status)
        {
            WriteObject(Matrix ? Row(surveyor.Mesh, node, status) : status);
            if (status.FirewallOpen == false)
                WriteWarning($"The firewall of node {Quoted.Show(node.Name)} drops the packets of the Ethernet. Set-VwNetwork -OpenFirewall lets them in.");
        }
    }

    private static PSObject Row(Mesh mesh, Node node, NodeStatus status)
    {
        var peers = status.Peers.Where(p => p.Peer is not null).ToDictionary(p => p.Peer!, NodeName.Comparer);
        return MatrixRow.Of(mesh.Network, node, status.State.ToString(), status.State == InterfaceState.Unreachable ? null : CellOf);

        string CellOf(Node peer) =>
            peers.TryGetValue(peer.Name, out var running) ? Cell(running)
            : mesh.ArePeers(node, peer) ? "down"
            : mesh.Between(node, peer).State.ToString().ToLowerInvariant();
    }

    private static string Cell(PeerStatus peer) => peer.State switch
    {
        TunnelState.Live or TunnelState.Idle => Age(peer.HandshakeAge!.Value),
        var state => state.ToString().ToLowerInvariant(),
    };

    private static string Age(TimeSpan age) =>
        age.TotalSeconds < 180 ? string.Create(CultureInfo.InvariantCulture, $"{age.TotalSeconds:0}s")
        : age.TotalHours < 1 ? string.Create(CultureInfo.InvariantCulture, $"({age.TotalMinutes:0}min)")
        : string.Create(CultureInfo.InvariantCulture, $"({age.TotalHours:0}h)");
}
