using System.Management.Automation;
using VwMesh.Completion;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Commands;

/// <summary>Forbids nodes to peer, in both directions: their configurations no longer name each other.</summary>
[Cmdlet(VerbsSecurity.Block, "VwPeer", DefaultParameterSetName = ByObject, SupportsShouldProcess = true)]
[OutputType(typeof(Link))]
public sealed class BlockVwPeerCommand : PeeringCommand
{
    /// <summary>The nodes on the one side.</summary>
    // Not from the pipeline by value: a link, as Get-VwPeer emits it, has both sides as properties.
    [Parameter(Position = 1, Mandatory = true, ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [Alias("Node")]
    [ArgumentCompleter(typeof(NodeCompleter))]
    public override string[] Name { get; set; } = [];

    /// <summary>The nodes on the other side.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByObject)]
    [Parameter(Position = 2, Mandatory = true, ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(BlockablePeerCompleter))]
    public override string[] Peer { get; set; } = [];

    private protected override string Action => "Forbid peering";

    private protected override void Apply(NetworkDraft draft, string name, string peer) => draft.Block(name, peer);
}
