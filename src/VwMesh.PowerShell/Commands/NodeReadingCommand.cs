using System.Management.Automation;
using VwMesh.Binding;
using VwMesh.Completion;
using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.Commands;

/// <summary>A cmdlet that reads nodes of one or more networks, given by name or piped: as objects, as rows of a table, as names. Each network is read once.</summary>
public abstract class NodeReadingCommand : VwCommand
{
    // The names that were piped, by their networks' files.
    private readonly Dictionary<string, List<string>> _piped = [];

    /// <summary>The networks: names with or without wildcards, paths of files, or objects. Without it, that of a piped node, or all in the current location.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkReference[]? Network { get; set; }

    /// <summary>The names of the nodes, with or without wildcards; without it, all.</summary>
    [Parameter(Position = 1)]
    [Alias("Node")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NodeCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Networks or nodes: objects that say which one they are about, rows of a table, or names of nodes. Nodes are read again, as they are in the file now.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Handles the nodes of each network that arrived; nodes that arrive are gathered.</summary>
    protected override void ProcessRecord() => Try(() =>
    {
        RequireValues();
        if (!IsGiven(nameof(InputObject)))
        {
            ProcessIn(LocateForReading(Network), Choose, Literals());
            return;
        }
        foreach (var piped in Piped(InputObject))
            Try(() => Gather(piped));
    });

    /// <summary>Handles the nodes that were gathered.</summary>
    protected override void EndProcessing()
    {
        foreach (var (path, nodes) in _piped)
        {
            ProcessIn(path.Length == 0 ? LocateForReading(Network) : [path], network => Find(network, nodes), nodes);
        }
    }

    /// <summary>Reads a network.</summary>
    /// <exception cref="VwMeshException">It cannot be read.</exception>
    private protected virtual Network Read(string path) => NetworkFile.Read(path);

    /// <summary>Takes of a piped node what it says beside its name.</summary>
    /// <param name="piped">The object or row.</param>
    /// <param name="node">Which node it means.</param>
    private protected virtual void Take(PipedObject piped, PipedNode node)
    {
    }

    /// <summary>Handles the chosen nodes of one network.</summary>
    private protected abstract void Process(Network network, IReadOnlyList<Node> nodes);

    /// <summary>The nodes that have a key. The others wait for theirs; that is an error where no node is left.</summary>
    private protected static IReadOnlyList<Node> WithKeys(IReadOnlyList<Node> nodes) =>
        nodes.Where(n => n.PublicKey is not null).ToList() is { Count: > 0 } some ? some : nodes;

    private void Gather(PipedObject piped)
    {
        if (piped.IsNetwork)
        {
            ProcessIn([OwnFile(piped, Network)!], Choose, Literals());
            return;
        }
        if (Name is not null)
            throw NodesNamedTwice();
        var node = new PipedNode(OwnFile(piped, Network) ?? "", piped.RequireNode().ToUpperInvariant());
        Take(piped, node);
        if (!_piped.TryGetValue(node.File, out var nodes))
            _piped.Add(node.File, nodes = []);
        nodes.Add(piped.RequireNode());
    }

    private void ProcessIn(IEnumerable<string> paths, Func<Network, IReadOnlyList<Node>> choose, IEnumerable<string> literals)
    {
        var networks = new List<Network>();
        foreach (var path in paths)
            Try(() => networks.Add(Read(path)));
        foreach (var network in networks)
        {
            var nodes = choose(network);
            if (nodes.Count > 0)
                Try(() => Process(network, nodes));
        }
        foreach (var name in literals.Where(n => networks.Count > 0 && networks.TrueForAll(network => network.Find(n) is null)))
            WriteNotFound(name, networks);
    }

    private IEnumerable<string> Literals() => (Name ?? []).Where(n => !WildcardPattern.ContainsWildcardCharacters(n));

    private IReadOnlyList<Node> Choose(Network network)
    {
        if (Name is null)
            return network.Nodes;
        if (!Name.Any(WildcardPattern.ContainsWildcardCharacters))
            return Find(network, Name);
        var patterns = Name.Select(n => WildcardPattern.Get(n, WildcardOptions.IgnoreCase)).ToArray();
        return [.. network.Nodes.Where(node => patterns.Any(p => p.IsMatch(node.Name)))];
    }

    private static List<Node> Find(Network network, IEnumerable<string> names) =>
        [.. names.Select(network.Find).OfType<Node>().DistinctBy(n => n.Name)];

    private protected void WriteNotFound(string name, IReadOnlyList<Network> networks) =>
        WriteError(ToRecord(new VwMeshException("NodeNotFound", ErrorKind.ObjectNotFound,
            $"There is no node {Quoted.Show(name)} in network {string.Join(", ", networks.Select(n => Quoted.Show(n.Name)))}; "
            + (SimilarName.Of(name, networks.SelectMany(n => n.Nodes).Select(n => n.Name)) is { } similar ? $"did you mean {Quoted.Show(similar)}?" : "Get-VwNode lists the nodes."), name)));
}
