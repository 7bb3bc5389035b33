using System.Management.Automation;
using VwMesh.Binding;
using VwMesh.Completion;
using VwMesh.Model;

namespace VwMesh.Commands;

/// <summary>Adds nodes to a network; what is not given (address, link-layer address, key, port) is allotted, and never what another node has.</summary>
[Cmdlet(VerbsCommon.Add, "VwNode", DefaultParameterSetName = ByObject, SupportsShouldProcess = true)]
[OutputType(typeof(Node))]
public sealed class AddVwNodeCommand : NodeSettingsCommand
{
    private readonly List<(string Path, string Name)> _withNewKeys = [];

    /// <summary>The network the nodes are added to, also for nodes piped from another one.</summary>
    [Parameter(Position = 0, ParameterSetName = ByObject)]
    [Parameter(Position = 0, ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public override NetworkReference? Network { get; set; }

    /// <summary>The names of the nodes, which must be new in the network.</summary>
    [Parameter(Position = 1, Mandatory = true, ParameterSetName = ByName, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Node")]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public override string[] Name { get; set; } = [];

    private protected override string FileOf(Node node) => LocateForChange(Network);

    private protected override void Process(string path, string name)
    {
        var settings = Settings();
        // Where the network still has a node of the name, adding fails; otherwise the object is a removed node.
        var isAddedAgain = ParameterSetName == ByObject && InputObject!.Network.Path == path;
        if (ParameterSetName == ByObject)
            settings = settings.Or(isAddedAgain ? NodeChange.All(InputObject!) : NodeChange.Like(InputObject!));
        NodeName.Parse(name);
        if (!ShouldProcess(Describe(path, name), "Add"))
            return;
        Collect(path, (_, allotter) => allotter.Add(name, settings), network => network.Find(name));
        if (isAddedAgain && settings.PrivateKey is null)
            _withNewKeys.Add((path, name));
    }

    private protected override void Committed(string path)
    {
        foreach (var (_, name) in _withNewKeys.Where(n => n.Path == path))
            Tell($"Node {Quoted.Show(name)} has a new key, since the object had none: every node needs its new configuration.");
    }
}
