using System.Management.Automation;
using VwMesh.Binding;
using VwMesh.Completion;
using VwMesh.Model;

namespace VwMesh.Commands;

/// <summary>A cmdlet that changes nodes, given by name or piped: as objects, as rows of a table, as names.</summary>
public abstract class NodeCommand : ChangingCommand
{
    private protected const string ByName = "Name";
    private protected const string ByObject = "Node";

    private RowParameters? _columns;
    private int _count;

    /// <summary>The network: its name, the path of its file, or an object. Without it, that of the piped node, or the only network in the current location.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkReference? Network { get; set; }

    /// <summary>The names of the nodes.</summary>
    [Parameter(Position = 1, Mandatory = true, ParameterSetName = ByName)]
    [Alias("Node")]
    [ArgumentCompleter(typeof(NodeCompleter))]
    public virtual string[] Name { get; set; } = [];

    /// <summary>Nodes: objects that say which one they are about, rows of a table, or names. Of an object only that is taken; of a row, every column.</summary>
    // In the default set: the binder then gives this parameter every piped object, and looks at no property of it.
    [Parameter(ParameterSetName = ByObject, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The parameters that have their values from a row.</summary>
    private protected RowParameters Columns => _columns ??= new RowParameters(this);

    /// <summary>Refuses names and piped nodes together.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (ParameterSetName == ByName && MyInvocation.ExpectingInput)
            ThrowTerminatingError(ToRecord(NodesNamedTwice()));
    }

    /// <summary>Handles each node that arrived: by its file and name.</summary>
    protected override void ProcessRecord() => Try(() =>
    {
        RequireValues();
        if (ParameterSetName == ByName)
        {
            var path = LocateForChange(Network);
            foreach (var name in Name)
                Try(() => Process(path, name));
            return;
        }
        if (!IsGiven(nameof(InputObject)))
        {
            throw new VwMeshException("NodeNameMissing", ErrorKind.InvalidArgument,
                $"{MyInvocation.MyCommand.Name} needs nodes: name them after the network, or pipe them in.");
        }
        foreach (var piped in Piped(InputObject))
            Try(() => Process(piped));
    });

    /// <summary>Takes of a piped object what it says beside the node; of objects nothing, of rows all columns.</summary>
    private protected virtual void Take(PipedObject piped)
    {
        if (piped.IsRow)
            Columns.Take(piped);
    }

    /// <summary>The file in which a piped node is to be changed: its own.</summary>
    private protected virtual string FileOf(PipedObject node) => OwnFile(node, Network is null ? null : [Network]) ?? LocateForChange(Network);

    /// <summary>Whether a parameter has a value, from the command line or from a row.</summary>
    private protected bool HasValue(string parameter) => IsGiven(parameter) || Columns.Has(parameter);

    /// <summary>Asks whether to change a node, and collects the change.</summary>
    private protected abstract void Process(string path, string name);

    /// <summary>How a node is called in a question.</summary>
    private protected static string Describe(string path, string name) =>
        $"node {Quoted.Show(name)} of network {Quoted.Show(Path.GetFileNameWithoutExtension(path))}";

    private void Process(PipedObject piped)
    {
        _count++;
        string? name = null;
        try
        {
            name = piped.RequireNode();
            Take(piped);
            Process(FileOf(piped), name);
        }
        catch (VwMeshException e) when (piped.IsRow)
        {
            throw e.At(name is null ? $"Row {_count}" : $"Row {_count}, node {Quoted.Show(name)}");
        }
        finally
        {
            Columns.Reset();
        }
    }
}
