using System.Management.Automation;
using VwMesh.Binding;
using VwMesh.Completion;
using VwMesh.Model;
using VwMesh.Output;
using VwMesh.Storage;

namespace VwMesh.Commands;

/// <summary>Gives a network another name, which is that of its file and of its interfaces on the nodes; everything in it stays.</summary>
[Cmdlet(VerbsCommon.Rename, "VwNetwork", SupportsShouldProcess = true)]
[OutputType(typeof(VwNetwork))]
public sealed class RenameVwNetworkCommand : VwCommand
{
    /// <summary>The network: its name, the path of its file, or an object.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkReference? Network { get; set; }

    /// <summary>The new name: at most 14 of A-Z, a-z, 0-9, '_', '=', '+' and '-'.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string NewName { get; set; } = "";

    /// <summary>Renames each network that arrived.</summary>
    protected override void ProcessRecord() => Try(() =>
    {
        var path = Locate(RequireWhole(Network!));
        NetworkFile.RequireFree(path, NewName);
        var name = Path.GetFileNameWithoutExtension(path);
        if (!ShouldProcess($"network {Quoted.Show(name)} in {Quoted.Show(path, int.MaxValue)}", $"Rename to {Quoted.Show(NewName)}"))
            return;
        WriteObject(NetworkFile.Rename(path, NewName, Wait));
        Tell($"A node that runs {name} goes on with it until 'wg-quick down {name}' there, and cannot start {NewName} before: both have the same ports.");
    });
}
