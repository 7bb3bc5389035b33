using System.Management.Automation;
using VwMesh.Addressing;
using VwMesh.Binding;
using VwMesh.Model;
using VwMesh.Output;

namespace VwMesh.Commands;

/// <summary>Gives nodes new keys. The peers accept the previous key beside the new one until <c>-RemovePrevious</c>.</summary>
[Cmdlet(VerbsData.Update, "VwNodeKey", DefaultParameterSetName = ByObject, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(VwNode))]
public sealed class UpdateVwNodeKeyCommand : NodeCommand
{
    /// <summary>Ends the change of a key: the peers accept the new key alone.</summary>
    [Parameter]
    [YesOrNo]
    public SwitchParameter RemovePrevious { get; set; }

    /// <summary>Gives a new key without a time in which the peers accept both: for a key that somebody else may have.</summary>
    [Parameter]
    [YesOrNo]
    public SwitchParameter NoOverlap { get; set; }

    /// <summary>Refuses the two switches together.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (RemovePrevious && NoOverlap)
        {
            ThrowTerminatingError(ToRecord(new VwMeshException("KeyChangesDiffer", ErrorKind.InvalidArgument,
                "-RemovePrevious gives no new key, and -NoOverlap gives one; name one of the two.", nameof(NoOverlap))));
        }
    }

    private protected override void Process(string path, string name) => Propose(path, name, Describe(path, name),
        _ => RemovePrevious ? "Remove the previous key" : "Give a new key",
        (_, allotter) => Change(allotter, name),
        network => network.Find(name));

    private Node Change(Allotter allotter, string name) => RemovePrevious ? allotter.RemovePreviousKey(name) : allotter.Rekey(name, keepsPrevious: !NoOverlap);

    private protected override void Committed(string path) => TellHowToRestore(path);
}
