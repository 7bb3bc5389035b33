using System.Management.Automation;
using VwMesh.Binding;
using VwMesh.Completion;
using VwMesh.Model;

namespace VwMesh.Commands;

/// <summary>A cmdlet that changes nodes, given by name or piped as objects.</summary>
public abstract class NodeCommand : ChangingCommand
{
    private protected const string ByName = "Name";
    private protected const string ByObject = "Node";

    /// <summary>The network: its name, the path of its file, or an object. Without it, the only network in the current location.</summary>
    [Parameter(Position = 0, ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public virtual NetworkReference? Network { get; set; }

    /// <summary>The names of the nodes.</summary>
    [Parameter(Position = 1, Mandatory = true, ParameterSetName = ByName, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Node")]
    [ArgumentCompleter(typeof(NodeCompleter))]
    public virtual string[] Name { get; set; } = [];

    /// <summary>Nodes as Get-VwNode emits them; only what the command line names is changed.</summary>
    // The default set, since the binder would otherwise bind the properties of a piped node before the node itself.
    [Parameter(ParameterSetName = ByObject, ValueFromPipeline = true)]
    public Node? InputObject { get; set; }

    /// <summary>Handles each node that arrived: by its file and name.</summary>
    protected override void ProcessRecord() => Try(() =>
    {
        if (ParameterSetName == ByObject)
        {
            var node = InputObject ?? throw new VwMeshException("NodeNameMissing", ErrorKind.InvalidArgument,
                $"{MyInvocation.MyCommand.Name} needs nodes: name them after the network, or pipe them in.");
            Process(FileOf(node), node.Name);
            return;
        }
        var path = LocateForChange(Network);
        foreach (var name in Name)
            Try(() => Process(path, name));
    });

    /// <summary>The file in which a piped node is to be changed: its own.</summary>
    private protected virtual string FileOf(Node node) => node.Network.Path;

    /// <summary>Asks whether to change a node, and collects the change.</summary>
    private protected abstract void Process(string path, string name);

    /// <summary>How a node is called in a question.</summary>
    private protected static string Describe(string path, string name) =>
        $"node {Quoted.Show(name)} of network {Quoted.Show(Path.GetFileNameWithoutExtension(path))}";
}
