using System.Management.Automation;
using VwMesh.Model;
using VwMesh.Output;

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
        if (ShouldProcess(Describe(path, name), "Set " + string.Join(", ", settings.Named())))
            Collect(path, (_, allotter) => allotter.Change(name, settings), network => network.Find(name));
    }
}
