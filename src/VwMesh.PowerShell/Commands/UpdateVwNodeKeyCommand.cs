using System.Management.Automation;
using VwMesh.Output;

namespace VwMesh.Commands;

/// <summary>Gives nodes new keys. MAC and IPv6 address follow the key, so that every other node needs its new configuration too.</summary>
[Cmdlet(VerbsData.Update, "VwNodeKey", DefaultParameterSetName = ByObject, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(VwNode))]
public sealed class UpdateVwNodeKeyCommand : NodeCommand
{
    private protected override void Process(string path, string name) =>
        Propose(path, name, Describe(path, name), _ => "Give a new key", (_, allotter) => allotter.Rekey(name), network => network.Find(name));

    private protected override void Committed(string path) => TellHowToRestore(path);
}
