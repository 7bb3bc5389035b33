using System.Management.Automation;
using VwMesh.Completion;
using VwMesh.Model;
using VwMesh.Output;

namespace VwMesh.Commands;

/// <summary>Allows nodes to peer again, in both directions.</summary>
[Cmdlet(VerbsSecurity.Unblock, "VwPeer", DefaultParameterSetName = ByObject, SupportsShouldProcess = true)]
[OutputType(typeof(VwPeer))]
public sealed class UnblockVwPeerCommand : PeeringCommand
{
    /// <summary>The nodes on the one side.</summary>
    [Parameter(Position = 1, Mandatory = true, ParameterSetName = ByName)]
    [Alias("Node")]
    [ArgumentCompleter(typeof(BlockedNodeCompleter))]
    public override string[] Name { get; set; } = [];

    /// <summary>The nodes on the other side.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(Position = 2, ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(BlockedPeerCompleter))]
    public override string[] Peer { get; set; } = [];

    private protected override string ActionName => "Allow peering";

    private protected override Action<NetworkDraft> Change(string name, string peer) => draft => draft.Unblock(name, peer);
}
