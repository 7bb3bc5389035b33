using System.Management.Automation;
using VwMesh.Completion;
using VwMesh.Model;
using VwMesh.Output;

namespace VwMesh.Commands;

/// <summary>Forbids nodes to peer, in both directions: their configurations no longer name each other.</summary>
[Cmdlet(VerbsSecurity.Block, "VwPeer", DefaultParameterSetName = ByObject, SupportsShouldProcess = true)]
[OutputType(typeof(VwPeer))]
public sealed class BlockVwPeerCommand : PeeringCommand
{
    /// <summary>The nodes on the one side.</summary>
    [Parameter(Position = 1, Mandatory = true, ParameterSetName = ByName)]
    [Alias("Node")]
    [ArgumentCompleter(typeof(NodeCompleter))]
    public override string[] Name { get; set; } = [];

    /// <summary>The nodes on the other side.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(Position = 2, ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(BlockablePeerCompleter))]
    public override string[] Peer { get; set; } = [];

    private protected override string ActionName => "Forbid peering";

    private protected override Action<NetworkDraft> Change(string name, string peer) => draft => draft.Block(name, peer);
}
