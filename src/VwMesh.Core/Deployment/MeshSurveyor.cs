using System.Collections.Concurrent;
using VwMesh.Links;
using VwMesh.Live;
using VwMesh.Model;
using VwMesh.Rendering;
using VwMesh.Setup;
using VwMesh.Traffic;

namespace VwMesh.Deployment;

/// <summary>Asks the nodes of one network what they run, and compares it with what the network's file wants.</summary>
public sealed class MeshSurveyor
{
    private readonly INodeTransport _transport;
    private readonly MeshSetup _setups;
    private readonly Lazy<Func<NodeSetup, IReadOnlyList<NodeFile>>> _write;
    private readonly ConcurrentDictionary<string, string> _machines = new();

    /// <summary>Prepares to ask over ssh(1).</summary>
    /// <param name="mesh">The network.</param>
    /// <param name="connectTimeout">How long a connection may take to be made.</param>
    public MeshSurveyor(Mesh mesh, TimeSpan connectTimeout)
        : this(mesh, new SshTransport((mesh ?? throw new ArgumentNullException(nameof(mesh))).Network, connectTimeout))
    {
    }

    /// <summary>Prepares to ask over connections that somebody else makes.</summary>
    /// <param name="mesh">The network.</param>
    /// <param name="open">
    /// Opens a new connection to a node each time, never one that exists already; throws <see cref="VwMeshException"/> when there is no way.
    /// </param>
    public MeshSurveyor(Mesh mesh, Func<Node, RemoteShell> open)
        : this(mesh, new RemoteShellTransport(open, (mesh ?? throw new ArgumentNullException(nameof(mesh))).Network.Nodes.Count))
    {
    }

    internal MeshSurveyor(Mesh mesh, INodeTransport transport)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        Mesh = mesh;
        _transport = transport;
        _setups = new MeshSetup(mesh);
        _write = new(() => NodeFormats.Default.Prepare(_setups));
    }

    /// <summary>The network.</summary>
    public Mesh Mesh { get; }

    internal Network Network => Mesh.Network;

    /// <summary>Asks a node what it runs.</summary>
    /// <param name="node">A node of the network.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What runs there.</returns>
    /// <exception cref="VwMeshException">The node cannot be reached (<c>NodeUnreachable</c>) or does not answer as it should (<c>NodeAnswerInvalid</c>).</exception>
    public async Task<NodeStatus> GetStatusAsync(Node node, CancellationToken cancellation) =>
        NodeStatus.Of(_setups, node, await ProbeAsync(node, cancellation).ConfigureAwait(false));

    /// <summary>Compares a node with the network's file.</summary>
    /// <param name="node">A node of the network.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The differences, those that take most first; none when the node is as it should be.</returns>
    /// <exception cref="VwMeshException">As <see cref="GetStatusAsync"/>, or the node's configuration cannot be written.</exception>
    public async Task<IReadOnlyList<NodeDifference>> CompareAsync(Node node, CancellationToken cancellation)
    {
        var wanted = Want(node);
        return Compare(wanted, node, await ProbeAsync(node, cancellation).ConfigureAwait(false));
    }

    /// <summary>Asks a node what it runs, and compares that with the network's file, over one connection.</summary>
    /// <param name="node">A node of the network.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Both. A node that has no configuration, because it waits for its key, is compared with nothing.</returns>
    /// <exception cref="VwMeshException">As <see cref="CompareAsync"/>.</exception>
    public async Task<NodeObservation> ObserveAsync(Node node, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(node);
        var live = await ProbeAsync(node, cancellation).ConfigureAwait(false);
        return new NodeObservation(NodeStatus.Of(_setups, node, live), node.PublicKey is null ? null : Compare(Want(node), node, live));
    }

    private IReadOnlyList<NodeDifference> Compare(WantedNode wanted, Node node, LiveNode live)
    {
        RequireItself(node, live, isForced: false);
        var differences = NodePlan.Of(wanted, live).Differences;
        // A deployment opens the firewall of a host only with OpenFirewall.
        return live.IsFirewallClosed != true || Network.OpenFirewall ? differences
            : [.. differences, new NodeDifference(node.Network, node.Name, "Firewall", wanted.Setup.Vxlan.Interface, "closed", "open", Impact.None)];
    }

    /// <summary>Lists what a node has of the network.</summary>
    /// <param name="node">A node of the network.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What a removal takes away; an empty list when the node has nothing of it.</returns>
    /// <exception cref="VwMeshException">As <see cref="CompareAsync"/>.</exception>
    public async Task<IReadOnlyList<NodeDifference>> PlanRemovalAsync(Node node, CancellationToken cancellation)
    {
        var wanted = Want(node);
        var live = await ProbeAsync(node, cancellation).ConfigureAwait(false);
        RequireItself(node, live, isForced: false);
        return NodePlan.Removal(wanted, live).Differences;
    }

    /// <summary>Lets a node send to peers over the virtual Ethernet.</summary>
    /// <param name="node">A node of the network.</param>
    /// <param name="links">Its links to the peers, each a tunnel or a way over relays.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>A result for each link.</returns>
    /// <exception cref="VwMeshException">As <see cref="GetStatusAsync"/>, or the node lacks ping(8) (<c>NodeLacksCommand</c>).</exception>
    public async Task<IReadOnlyList<PeerTest>> TestAsync(Node node, IReadOnlyList<Link> links, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(links);
        await using var connection = Open(node, cancellation);
        var live = await ProbeAsync(connection, node).ConfigureAwait(false);
        RequireItself(node, live, isForced: false);
        var report = new TrafficReport(_setups, node, live);
        if (report.Obstacle is not null)
            return [.. links.Select(report.Untested)];
        if (!live.Programs.Contains("ping"))
            throw new VwMeshException("NodeLacksCommand", ErrorKind.ResourceUnavailable, $"Node {Quoted.Show(node.Name)} lacks ping (iputils or busybox), by which it sends to its peers.", node.Name);
        return await SendAsync(connection, node, links, withFullSize: true, report.Read).ConfigureAwait(false);
    }

    /// <summary>The links of a node over which packets can pass: tunnels, and ways over relays.</summary>
    public IReadOnlyList<Link> PassableLinksOf(Node node) => [.. Mesh.LinksOf(node).Where(l => l.IsPassable)];

    /// <summary>The links of a node over which small packets pass now.</summary>
    internal async Task<IReadOnlyList<Link>> ReachedAsync(INodeConnection connection, Node node, IReadOnlyList<Link> links) =>
        [.. (await SendAsync(connection, node, links, withFullSize: false, (link, answer, number) => (link, TrafficReport.IsReached(node, link.Peer, answer, number))).ConfigureAwait(false))
            .Where(l => l.Item2).Select(l => l.link)];

    private async Task<IReadOnlyList<T>> SendAsync<T>(INodeConnection connection, Node node, IReadOnlyList<Link> links, bool withFullSize, Func<Link, NodeAnswer, int, T> read)
    {
        var results = new List<T>();
        foreach (var some in links.Chunk(TrafficScript.MostPeers))
        {
            var mark = ProbeScript.NewMark();
            var script = ProbeScript.Prelude(Network, mark) + TrafficScript.For(Network, node, withFullSize, [.. some.Select(l => l.Peer)]);
            var answer = await connection.AskAsync(script, mark).ConfigureAwait(false);
            answer.RequireWhole();
            if (answer.Words.TryGetValue("failed", out var reason))
                throw answer.Invalid(Quoted.Show(reason, 200));
            results.AddRange(some.Select((link, number) => read(link, answer, number)));
        }
        return results;
    }

    /// <summary>Opens a connection to a node.</summary>
    /// <exception cref="VwMeshException">There is no way to it, or none that leads to it alone.</exception>
    internal INodeConnection Open(Node node, CancellationToken cancellation) => _transport.Open(node, cancellation);

    /// <summary>What a node should have.</summary>
    /// <exception cref="VwMeshException">Its configuration cannot be written.</exception>
    internal WantedNode Want(Node node) => WantedNode.Of(_setups, _write.Value, node);

    /// <summary>Requires that a machine is the node, before anything on it is replaced.</summary>
    /// <exception cref="VwMeshException">It is another node (<c>NodeIsAnother</c>), or another node led to the same machine (<c>SameMachine</c>).</exception>
    internal void RequireItself(Node node, LiveNode live, bool isForced)
    {
        if (live.Machine is { } machine && _machines.GetOrAdd(machine, node.Name) is var first && !NodeName.Comparer.Equals(first, node.Name))
        {
            throw new VwMeshException("SameMachine", ErrorKind.InvalidData,
                $"Nodes {Quoted.Show(first)} and {Quoted.Show(node.Name)} lead to the same machine. Nothing was touched for {Quoted.Show(node.Name)}; Set-VwNode -HostName says where it is.", node.Name);
        }
        if (!isForced)
            NodeIdentity.Require(Network, node, live);
    }

    /// <summary>Requires that a connection leads to the node itself.</summary>
    internal async Task RequireItselfAsync(INodeConnection connection, Node node) =>
        RequireItself(node, await ProbeAsync(connection, node).ConfigureAwait(false), isForced: false);

    private async Task<LiveNode> ProbeAsync(Node node, CancellationToken cancellation)
    {
        await using var connection = Open(node, cancellation);
        return await ProbeAsync(connection, node).ConfigureAwait(false);
    }

    private async Task<LiveNode> ProbeAsync(INodeConnection connection, Node node)
    {
        var mark = ProbeScript.NewMark();
        var answer = await connection.AskAsync(ProbeScript.Prelude(Network, mark) + ProbeScript.Probe(Network, node), mark).ConfigureAwait(false);
        return LiveNode.Read(answer, Network);
    }
}
