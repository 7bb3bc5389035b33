using System.Management.Automation;
using VwMesh.Binding;
using VwMesh.Completion;
using VwMesh.Model;
using VwMesh.Output;
using VwMesh.Storage;

namespace VwMesh.Commands;

/// <summary>Takes back the last change of a network by a command; a second time takes the first back.</summary>
[Cmdlet(VerbsData.Restore, "VwNetwork", SupportsShouldProcess = true)]
[OutputType(typeof(VwNetwork))]
public sealed class RestoreVwNetworkCommand : VwCommand
{
    /// <summary>The network: its name, the path of its file, or an object. Without it, the only network in the current location.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkReference? Network { get; set; }

    /// <summary>Restores each network that arrived.</summary>
    protected override void ProcessRecord() => Try(() =>
    {
        var path = LocateForChange(Network is null ? null : RequireWhole(Network));
        var previous = NetworkFile.ReadPrevious(path);
        var steps = Steps(path, previous);
        if (IsWhatIf)
        {
            foreach (var step in steps.Select(s => $"Network {Quoted.Show(previous.Name)}: {s}"))
                ShouldProcess(step, step, "Restore");
        }
        else if (ShouldProcess($"network {Quoted.Show(previous.Name)} in {Quoted.Show(path, int.MaxValue)}", $"Restore: {string.Join("; ", steps)}"))
        {
            WriteObject(NetworkFile.Restore(path, Wait));
        }
    });

    private static IReadOnlyList<string> Steps(string path, Network previous)
    {
        // A hand that broke the file is a reason to restore it.
        if (NetworkFile.Inspect(path).Network is not { } current)
            return ["the file, which cannot be read as it is, becomes what it was before the last command changed it"];
        var changes = SettingChange.Between(current, previous);
        return changes.Count == 0 ? ["only comments and layout differ"] : [.. changes.Select(c => c.ToString())];
    }
}
