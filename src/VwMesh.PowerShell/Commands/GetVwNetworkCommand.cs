using System.Management.Automation;
using VwMesh.Binding;
using VwMesh.Completion;
using VwMesh.Output;
using VwMesh.Storage;

namespace VwMesh.Commands;

/// <summary>Reads networks; without a name, all in the current location.</summary>
[Cmdlet(VerbsCommon.Get, "VwNetwork")]
[OutputType(typeof(VwNetwork))]
public sealed class GetVwNetworkCommand : VwCommand
{
    /// <summary>The networks: names with or without wildcards, paths of files, or objects.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkReference[]? Network { get; set; }

    /// <summary>Reads and emits each network.</summary>
    protected override void ProcessRecord()
    {
        foreach (var path in LocateForReading(Network))
            Try(() => WriteObject(NetworkFile.Read(path)));
    }
}
