using System.Management.Automation;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Commands;

/// <summary>Forbids nodes to peer, in both directions: their configurations no longer name each other.</summary>
[Cmdlet(VerbsSecurity.Block, "VwPeer", DefaultParameterSetName = ByObject, SupportsShouldProcess = true)]
[OutputType(typeof(Link))]
public sealed class BlockVwPeerCommand : PeeringCommand
{
    private protected override string Action => "Forbid peering";

    private protected override void Apply(NetworkDraft draft, string name, string peer) => draft.Block(name, peer);
}
