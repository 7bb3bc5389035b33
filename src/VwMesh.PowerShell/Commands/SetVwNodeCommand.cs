using System.Management.Automation;
using VwMesh.Model;

namespace VwMesh.Commands;

/// <summary>Changes settings of nodes; what is not given stays as it is.</summary>
[Cmdlet(VerbsCommon.Set, "VwNode", DefaultParameterSetName = ByObject, SupportsShouldProcess = true)]
[OutputType(typeof(Node))]
public sealed class SetVwNodeCommand : NodeSettingsCommand
{
    private protected override void Process(string path, string name)
    {
        var settings = Settings();
        if (ShouldProcess(Describe(path, name), "Set " + string.Join(", ", settings.Named())))
            Collect(path, (_, allotter) => allotter.Change(name, settings), network => network.Find(name));
    }
}
