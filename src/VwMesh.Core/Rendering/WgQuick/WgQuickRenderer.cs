using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Rendering.WgQuick;

/// <summary>
/// Writes the configurations of a network's nodes as wg-quick(8) takes them. What a node is in the files of the others is encoded once, and
/// each file is told as slices of that, so that it costs what writing its bytes costs, however many nodes there are. For use by many threads.
/// </summary>
public sealed class WgQuickRenderer
{
    // Most networks have a few intervals. With more, the sections are encoded for one file at a time, since memory shall not grow with the square.
    private const int MostKeptIntervals = 8;

    private readonly Mesh _mesh;
    private readonly InterfaceSection _interface;
    private readonly Dictionary<string, int> _positions = new(NodeName.Comparer);
    private readonly NodeText?[] _texts;
    private readonly int[] _unusable;
    private readonly ForwardingEntries _entries;
    private readonly ConcurrentDictionary<int, SlicedText> _sections = new();

    /// <summary>Prepares to write the configurations of a network, for which it derives the public key of every node.</summary>
    /// <param name="mesh">The network and the judgement of its pairs.</param>
    /// <exception cref="VwMeshException">
    /// The network's name cannot name an interface (<c>InvalidNetworkName</c>), or iptables would take it for a pattern (<c>InterfaceNameIsPattern</c>).
    /// </exception>
    public WgQuickRenderer(Mesh mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        NetworkName.Parse(mesh.Network.Name);
        _mesh = mesh;
        _interface = new InterfaceSection(mesh.Network);
        foreach (var (position, node) in mesh.Network.Nodes.Index())
            _positions.Add(node.Name, position);
        _texts = new NodeText?[mesh.Network.Nodes.Count];
        Parallel.For(0, _texts.Length, i => _texts[i] = TryEncode(mesh.Network.Nodes[i]));
        _unusable = [.. Enumerable.Range(0, _texts.Length).Where(i => _texts[i] is null)];
        _entries = new ForwardingEntries(_texts);
    }

    /// <summary>The name the file must have, which names the interface: the network's, with <c>.conf</c>.</summary>
    public string FileName => _mesh.Network.Name + ".conf";

    /// <summary>The configuration of a node, which holds its private key.</summary>
    /// <param name="node">A node of the network.</param>
    /// <returns>The bytes of the file, UTF-8, in parts to be written one after the other.</returns>
    /// <exception cref="VwMeshException">
    /// The node or a peer has no private key (<c>NoPrivateKey</c>) or no IPv4 link-layer address (<c>NoLinkLayerAddress</c>), or a value
    /// could end its line or its word (<c>UnsafeValue</c>, <c>InvalidHook</c>).
    /// </exception>
    public IReadOnlyList<ReadOnlyMemory<byte>> RenderParts(Node node)
    {
        ArgumentNullException.ThrowIfNull(node);
        RequireUsable(node);
        var leftOut = NoPeersOf(node);
        RequireUsablePeers(leftOut);
        var text = new ConfigText();
        _interface.WriteBeforeEntries(text, node);
        var parts = new List<ReadOnlyMemory<byte>> { text.Take() };
        _entries.AddWithout(leftOut, parts);
        _interface.WriteAfterEntries(text, node, NodeText.TunnelAddresses(node).First());
        parts.Add(text.Take());
        SectionsWith(node.PersistentKeepalive).AddWithout(leftOut, parts);
        return parts;
    }

    /// <summary>The configuration of a node, which holds its private key.</summary>
    /// <param name="node">A node of the network.</param>
    /// <returns>The file's text.</returns>
    /// <exception cref="VwMeshException">As <see cref="RenderParts"/>.</exception>
    public string Render(Node node) => string.Concat(RenderParts(node).Select(part => Encoding.UTF8.GetString(part.Span)));

    // The positions of those who are no peers of a node: itself, and whom it may not peer with.
    private List<int> NoPeersOf(Node node)
    {
        var positions = new List<int>(1);
        foreach (var name in _mesh.BlockedFor(node).Append(node.Name))
        {
            if (_positions.TryGetValue(name, out var position))
                positions.Add(position);
        }
        positions.Sort();
        return positions;
    }

    private SlicedText SectionsWith(int keepalive)
    {
        if (_sections.TryGetValue(keepalive, out var known))
            return known;
        // 0 is written out too: an older wg syncconf would keep the interval that a running peer has.
        var line = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"PersistentKeepalive = {keepalive}\n"));
        var sections = SlicedText.Of(_texts, (text, output) =>
        {
            if (text is null)
                return;
            output.Write(text.Section.Span);
            output.Write(line);
        });
        if (_sections.Count < MostKeptIntervals)
            _sections.TryAdd(keepalive, sections);
        return sections;
    }

    private void RequireUsablePeers(List<int> leftOut)
    {
        foreach (var position in _unusable)
        {
            if (leftOut.BinarySearch(position) < 0)
                Encode(_mesh.Network.Nodes[position]);
        }
    }

    // A node that cannot be a peer is an error in the files that would have it, not in those of nodes it is blocked from.
    private NodeText? TryEncode(Node peer)
    {
        try
        {
            return Encode(peer);
        }
        catch (VwMeshException)
        {
            return null;
        }
    }

    private NodeText Encode(Node peer)
    {
        RequireUsable(peer);
        return NodeText.Of(peer);
    }

    private void RequireUsable(Node node)
    {
        if (node.PrivateKey is null)
        {
            throw new VwMeshException("NoPrivateKey", ErrorKind.InvalidData,
                $"Node {Quoted.Show(node.Name)} of network {Quoted.Show(_mesh.Network.Name)} has no private key; Update-VwNodeKey gives it one.", node.Name);
        }
        if (!NodeText.TunnelAddresses(node).Any())
        {
            throw new VwMeshException("NoLinkLayerAddress", ErrorKind.InvalidData,
                $"Node {Quoted.Show(node.Name)} of network {Quoted.Show(_mesh.Network.Name)} has no IPv4 link-layer address; Set-VwNode -LinkLayerAddress gives it one.",
                node.Name);
        }
    }
}
