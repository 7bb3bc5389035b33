using System.Management.Automation;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Commands;

/// <summary>Shows the links of nodes: who dials whom, which are blocked, which are impossible and why.</summary>
[Cmdlet(VerbsCommon.Get, "VwPeer", DefaultParameterSetName = ByName)]
[OutputType(typeof(Link))]
public sealed class GetVwPeerCommand : NodeReadingCommand
{
    private protected override void Process(Network network, IReadOnlyList<Node> nodes)
    {
        var mesh = new Mesh(network);
        foreach (var node in nodes)
            WriteObject(mesh.LinksOf(node), enumerateCollection: true);
    }
}
