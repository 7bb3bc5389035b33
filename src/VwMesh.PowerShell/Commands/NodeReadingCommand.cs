using System.Management.Automation;
using VwMesh.Binding;
using VwMesh.Completion;
using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.Commands;

/// <summary>A cmdlet that reads nodes of one or more networks, chosen by name or piped as objects; each network is read once.</summary>
public abstract class NodeReadingCommand : VwCommand
{
    private protected const string ByName = "Name";
    private protected const string ByObject = "Node";

    private readonly Dictionary<string, List<string>> _piped = [];

    /// <summary>The networks: names with or without wildcards, paths of files, or objects. Without it, all in the current location.</summary>
    [Parameter(Position = 0, ParameterSetName = ByName, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkReference[]? Network { get; set; }

    /// <summary>The names of the nodes, with or without wildcards; without it, all.</summary>
    [Parameter(Position = 1, ParameterSetName = ByName)]
    [Alias("Node")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NodeCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Nodes as Get-VwNode emits them; they are read again, as they are in the file now.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByObject, ValueFromPipeline = true)]
    public Node? InputObject { get; set; }

    /// <summary>Handles the nodes of each network that arrived; nodes that arrive as objects are gathered.</summary>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ByName)
            ProcessNamed();
        else if (_piped.TryGetValue(InputObject!.Network.Path, out var names))
            names.Add(InputObject.Name);
        else
            _piped.Add(InputObject.Network.Path, [InputObject.Name]);
    }

    /// <summary>Handles the nodes that were gathered.</summary>
    protected override void EndProcessing()
    {
        foreach (var (path, names) in _piped)
        {
            Try(() =>
            {
                var network = Read(path);
                foreach (var name in names.Where(n => network.Find(n) is null))
                    WriteNotFound(name, [network]);
                Process(network, [.. names.Select(network.Find).OfType<Node>().DistinctBy(n => n.Name)]);
            });
        }
    }

    /// <summary>Reads a network.</summary>
    /// <exception cref="VwMeshException">It cannot be read.</exception>
    private protected virtual Network Read(string path) => NetworkFile.Read(path);

    /// <summary>Handles the chosen nodes of one network.</summary>
    private protected abstract void Process(Network network, IReadOnlyList<Node> nodes);

    private void ProcessNamed()
    {
        var networks = new List<Network>();
        foreach (var path in LocateForReading(Network))
            Try(() => networks.Add(Read(path)));
        foreach (var network in networks)
        {
            var nodes = Choose(network);
            if (nodes.Count > 0)
                Try(() => Process(network, nodes));
        }
        var literals = (Name ?? []).Where(n => !WildcardPattern.ContainsWildcardCharacters(n));
        foreach (var name in literals.Where(n => networks.Count > 0 && networks.TrueForAll(network => network.Find(n) is null)))
            WriteNotFound(name, networks);
    }

    private IReadOnlyList<Node> Choose(Network network)
    {
        if (Name is null)
            return network.Nodes;
        if (!Name.Any(WildcardPattern.ContainsWildcardCharacters))
            return [.. Name.Select(network.Find).OfType<Node>().DistinctBy(n => n.Name)];
        var patterns = Name.Select(n => WildcardPattern.Get(n, WildcardOptions.IgnoreCase)).ToArray();
        return [.. network.Nodes.Where(node => patterns.Any(p => p.IsMatch(node.Name)))];
    }

    private void WriteNotFound(string name, IReadOnlyList<Network> networks) =>
        WriteError(ToRecord(new VwMeshException("NodeNotFound", ErrorKind.ObjectNotFound,
            $"There is no node {Quoted.Show(name)} in network {string.Join(", ", networks.Select(n => Quoted.Show(n.Name)))}; Get-VwNode lists the nodes.", name)));
}
