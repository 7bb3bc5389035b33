using System.Management.Automation;
using VwMesh.Binding;
using VwMesh.Completion;
using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.Commands;

/// <summary>Deletes a network: its file, with the keys of all its nodes.</summary>
[Cmdlet(VerbsCommon.Remove, "VwNetwork", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveVwNetworkCommand : VwCommand
{
    /// <summary>The networks: names, paths of files, or objects.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkReference[] Network { get; set; } = [];

    /// <summary>Deletes each network that arrived.</summary>
    protected override void ProcessRecord()
    {
        foreach (var network in Network)
        {
            Try(() =>
            {
                var path = Locate(RequireWhole(network));
                if (ShouldProcess($"network {Quoted.Show(Path.GetFileNameWithoutExtension(path))} in {Quoted.Show(path)}", "Remove, with all keys"))
                    NetworkFile.Delete(path, Wait);
            });
        }
    }
}
