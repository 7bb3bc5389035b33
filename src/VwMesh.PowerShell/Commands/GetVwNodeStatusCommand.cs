using System.Globalization;
using System.Management.Automation;
using VwMesh.Binding;
using VwMesh.Live;
using VwMesh.Model;
using VwMesh.Output;

namespace VwMesh.Commands;

/// <summary>Asks running nodes over ssh what they run: interfaces, addresses, guard, and every tunnel.</summary>
[Cmdlet(VerbsCommon.Get, "VwNodeStatus")]
[OutputType(typeof(VwNodeStatus), typeof(PSObject))]
public sealed class GetVwNodeStatusCommand : RemoteNodeCommand
{
    /// <summary>Emits a row a node instead, with a column for each node of the network: how long ago they shook hands, or why not.</summary>
    [Parameter]
    [YesOrNo]
    public SwitchParameter Matrix { get; set; }

    private protected override void Process(Network network, IReadOnlyList<Node> nodes)
    {
        var surveyor = Survey(network);
        AskAll("Asking nodes for their state", nodes, surveyor.GetStatusAsync,
            (node, status) => WriteObject(Matrix ? Row(network, node, status) : status));
    }

    private static PSObject Row(Network network, Node node, NodeStatus status)
    {
        var row = new PSObject();
        row.Properties.Add(new PSNoteProperty("Node", Text.OfNode(node.Name, node.Network)));
        var peers = status.Peers.Where(p => p.Peer is not null).ToDictionary(p => p.Peer!, NodeName.Comparer);
        foreach (var peer in network.Nodes.Where(n => !NodeName.Comparer.Equals(n.Name, "Node")))
        {
            var isSelf = NodeName.Comparer.Equals(peer.Name, node.Name);
            row.Properties.Add(new PSNoteProperty(peer.Name,
                isSelf ? "" : network.IsBlocked(node.Name, peer.Name) && !peers.ContainsKey(peer.Name) ? "blocked" : Cell(peers.GetValueOrDefault(peer.Name))));
        }
        return row;
    }

    private static string Cell(PeerStatus? peer) => peer?.State switch
    {
        TunnelState.Live or TunnelState.Idle => Age(peer.HandshakeAge!.Value),
        null => "down",
        var state => state.Value.ToString().ToLowerInvariant(),
    };

    private static string Age(TimeSpan age) =>
        age.TotalSeconds < 180 ? string.Create(CultureInfo.InvariantCulture, $"{age.TotalSeconds:0}s")
        : age.TotalHours < 1 ? string.Create(CultureInfo.InvariantCulture, $"({age.TotalMinutes:0}min)")
        : string.Create(CultureInfo.InvariantCulture, $"({age.TotalHours:0}h)");
}
