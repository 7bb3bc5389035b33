using System.Globalization;
using System.Management.Automation;
using VwMesh.Binding;
using VwMesh.Completion;
using VwMesh.Links;
using VwMesh.Model;
using VwMesh.Output;
using VwMesh.Traffic;

namespace VwMesh.Commands;

/// <summary>Lets nodes send packets to each other over the virtual Ethernet: IPv4, IPv6 and full size.</summary>
[Cmdlet(VerbsDiagnostic.Test, "VwPeer")]
[OutputType(typeof(VwPeerTest), typeof(PSObject), typeof(bool))]
public sealed class TestVwPeerCommand : RemoteNodeCommand
{
    private readonly PeerSelection _peers = new();
    // Whether all packets pass; null before the first node.
    private bool? _allPass;

    /// <summary>The names of the peers to which the nodes send, with or without wildcards; without it, all.</summary>
    [Parameter(Position = 2)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NodeCompleter))]
    public string[]? Peer { get; set; }

    /// <summary>To how many of its peers each node sends, 1 to 10000; each peer is tested from as many nodes. Without it, to all.</summary>
    [Parameter]
    [NumberText]
    [ValidateRange(1, 10000)]
    public int? Sample { get; set; }

    /// <summary>Emits a row a node instead, with a column for each node of the network: the round-trip time, or what is wrong.</summary>
    [Parameter]
    [YesOrNo]
    public SwitchParameter Matrix { get; set; }

    /// <summary>Emits one boolean instead: whether every node answered and all packets pass.</summary>
    [Parameter]
    [YesOrNo]
    public SwitchParameter Quiet { get; set; }

    private protected override void Take(PipedObject piped, PipedNode node) => _peers.Take(piped, node);

    private protected override void Process(Network network, IReadOnlyList<Node> nodes)
    {
        foreach (var name in PeerSelection.Unknown(Peer, network))
        {
            _allPass = false;
            WriteNotFound(name, [network]);
        }
        var surveyor = Survey(network);
        var isChosen = _peers.Of(Peer);
        AskAll("Testing the ways between nodes", WithKeys(nodes), (node, stop) => surveyor.TestAsync(node, LinksOf(node), stop), Show,
            (node, _) => Show(node, null));

        List<Link> LinksOf(Node node) => SampleOf(node, [.. surveyor.PassableLinksOf(node).Where(isChosen)]);

        void Show(Node node, IReadOnlyList<PeerTest>? tests)
        {
            _allPass = _allPass != false && tests?.All(t => t.Passes) == true;
            if (Quiet)
                return;
            if (Matrix)
                WriteObject(Row(surveyor.Mesh, node, tests));
            else
                WriteObject(tests ?? [], enumerateCollection: true);
        }
    }

    /// <summary>Emits whether all packets pass.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (Quiet)
            WriteObject(_allPass == true);
    }

    // The peers are a ring in which each node takes those at the same distances after itself, so each is tested from as many nodes.
    private List<Link> SampleOf(Node node, List<Link> links)
    {
        if (Sample is not { } count || links.Count <= count)
            return links;
        var next = links.FindIndex(l => NodeName.Comparer.Compare(l.Peer.Name, node.Name) > 0);
        return [.. Enumerable.Range(0, count).Select(i => links[(Math.Max(0, next) + (int)((long)i * links.Count / count)) % links.Count])];
    }

    private static PSObject Row(Mesh mesh, Node node, IReadOnlyList<PeerTest>? tests)
    {
        if (tests is null)
            return MatrixRow.Of(mesh.Network, node, "Unreachable", null);
        var ofPeers = tests.ToDictionary(t => t.Peer, NodeName.Comparer);
        return MatrixRow.Of(mesh.Network, node, tests.All(t => t.Passes) ? "Passes" : "Fails", CellOf);

        string CellOf(Node peer) =>
            ofPeers.TryGetValue(peer.Name, out var test) ? Cell(test)
            : mesh.Between(node, peer) is { IsPassable: false } link ? link.State.ToString().ToLowerInvariant()
            : "";
    }

    private static string Cell(PeerTest test) => test switch
    {
        { IPv4: not true, IPv6: not true } => "lost",
        { IPv4: false } => "v6 only",
        { IPv6: false } => "v4 only",
        { FullSize: false } => "mtu",
        { Loss: > 0 } => string.Create(CultureInfo.InvariantCulture, $"-{test.Loss}%"),
        { RoundTrip: { } time } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0}ms"),
        _ => "ok",
    };
}
