using System.Management.Automation;
using VwMesh.Addressing;
using VwMesh.Model;
using VwMesh.Output;
using VwMesh.Storage;

namespace VwMesh.Commands;

/// <summary>Changes settings of nodes; what is not given stays as it is.</summary>
[Cmdlet(VerbsCommon.Set, "VwNode", DefaultParameterSetName = ByObject, SupportsShouldProcess = true)]
[OutputType(typeof(VwNode))]
public sealed class SetVwNodeCommand : NodeSettingsCommand
{
    private protected override void Process(string path, string name)
    {
        var settings = Settings();
        if (!settings.Named().Any())
        {
            throw new VwMeshException("NothingToSet", ErrorKind.InvalidArgument,
                $"No setting of node {Quoted.Show(name)} is given: name some on the command line, or in columns of a table. A piped object only identifies the node.", name);
        }
        Propose(path, name, Describe(path, name), Steps, (draft, allotter) => allotter.Change(name, GivenSettings.Accept(draft, name, settings)), network => network.Find(name));

        string Steps(IReadOnlyList<SettingChange>? changes) => changes is null ? $"Set {string.Join(", ", settings.Named())}"
            : changes.Count == 0 ? $"Set {string.Join(", ", settings.Named())}, which changes nothing"
            : $"Set {string.Join("; ", changes.Select(c => c.ToStep()))}";
    }
}
