using System.Management.Automation;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Commands;

/// <summary>Allows nodes to peer again, in both directions.</summary>
[Cmdlet(VerbsSecurity.Unblock, "VwPeer", DefaultParameterSetName = ByObject, SupportsShouldProcess = true)]
[OutputType(typeof(Link))]
public sealed class UnblockVwPeerCommand : PeeringCommand
{
    private protected override string Action => "Allow peering";

    private protected override void Apply(NetworkDraft draft, string name, string peer) => draft.Unblock(name, peer);
}
