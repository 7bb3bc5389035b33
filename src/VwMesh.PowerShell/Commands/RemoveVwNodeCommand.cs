using System.Management.Automation;

namespace VwMesh.Commands;

/// <summary>Removes nodes from a network, with their keys and every block they are part of.</summary>
[Cmdlet(VerbsCommon.Remove, "VwNode", DefaultParameterSetName = ByObject, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveVwNodeCommand : NodeCommand
{
    private protected override void Process(string path, string name) =>
        Propose(path, name, Describe(path, name), _ => "Remove", (draft, _) => draft.Remove(name), _ => null);

    private protected override void Committed(string path) => TellHowToRestore(path);
}
