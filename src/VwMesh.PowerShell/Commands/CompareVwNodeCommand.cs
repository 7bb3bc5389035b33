using System.Management.Automation;
using VwMesh.Model;
using VwMesh.Output;

namespace VwMesh.Commands;

/// <summary>Compares running nodes with the network's file: each difference, and what it takes to bring it into force. No difference, no output.</summary>
[Cmdlet(VerbsData.Compare, "VwNode")]
[OutputType(typeof(VwNodeDifference))]
public sealed class CompareVwNodeCommand : RemoteNodeCommand
{
    private protected override void Process(Network network, IReadOnlyList<Node> nodes)
    {
        var surveyor = Survey(network);
        AskAll("Comparing nodes with their network", WithKeys(nodes), surveyor.CompareAsync,
            (_, differences) => WriteObject(differences, enumerateCollection: true));
    }
}
