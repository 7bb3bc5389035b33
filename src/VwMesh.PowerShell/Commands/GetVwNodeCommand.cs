using System.Management.Automation;
using VwMesh.Model;
using VwMesh.Output;

namespace VwMesh.Commands;

/// <summary>Reads nodes, with what follows from their keys: public key, MAC and IPv6 address.</summary>
[Cmdlet(VerbsCommon.Get, "VwNode")]
[OutputType(typeof(VwNode))]
public sealed class GetVwNodeCommand : NodeReadingCommand
{
    private protected override void Process(Network network, IReadOnlyList<Node> nodes) => WriteObject(nodes, enumerateCollection: true);
}
