using System.Management.Automation;
using VwMesh.Completion;
using VwMesh.Model;
using VwMesh.Output;

namespace VwMesh.Commands;

/// <summary>Gives a node another name; key, addresses and blocks stay.</summary>
[Cmdlet(VerbsCommon.Rename, "VwNode", DefaultParameterSetName = ByObject, SupportsShouldProcess = true)]
[OutputType(typeof(VwNode))]
public sealed class RenameVwNodeCommand : NodeCommand
{
    /// <summary>The new name: letters, digits, '-', '_' and '.', at most 63 characters.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(Position = 2, ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string NewName { get; set; } = "";

    private protected override void Process(string path, string name)
    {
        if (!HasValue(nameof(NewName)))
            throw new VwMeshException("NewNameMissing", ErrorKind.InvalidArgument, "Rename-VwNode needs the new name: -NewName, or a column NewName.", name);
        var newName = NodeName.Parse(NewName);
        Propose(path, name, Describe(path, name), _ => $"Rename to {Quoted.Show(newName)}", (draft, _) => draft.Rename(name, newName), network => network.Find(newName));
    }
}
