using System.Management.Automation;
using VwMesh.Completion;
using VwMesh.Model;

namespace VwMesh.Commands;

/// <summary>Gives a node another name; key, addresses and blocks stay.</summary>
[Cmdlet(VerbsCommon.Rename, "VwNode", DefaultParameterSetName = ByObject, SupportsShouldProcess = true)]
[OutputType(typeof(Node))]
public sealed class RenameVwNodeCommand : NodeCommand
{
    /// <summary>The new name: letters, digits, '-', '_' and '.', at most 63 characters.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByObject)]
    [Parameter(Position = 2, Mandatory = true, ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string NewName { get; set; } = "";

    private protected override void Process(string path, string name)
    {
        var newName = NodeName.Parse(NewName);
        if (ShouldProcess(Describe(path, name), $"Rename to {Quoted.Show(newName)}"))
            Collect(path, (draft, _) => draft.Rename(name, newName), network => network.Find(newName));
    }
}
