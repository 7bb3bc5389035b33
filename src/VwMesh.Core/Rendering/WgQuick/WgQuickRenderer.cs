using System.Buffers;
using System.Globalization;
using System.Text;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Rendering.WgQuick;

/// <summary>
/// Writes the configurations of a network's nodes as wg-quick(8) takes them. What a node is in the files of the others is encoded once,
/// so that each further file costs about what copying its bytes costs.
/// </summary>
public sealed class WgQuickRenderer
{
    // wg-quick's time to read a line grows with the square of its length: a thousand addresses on one cost it 12 s.
    private const int EntriesPerLine = 6;

    private readonly Mesh _mesh;
    private readonly InterfaceSection _interface;
    private readonly NodeText?[] _texts;

    /// <summary>Prepares to write the configurations of a network.</summary>
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
        _texts = new NodeText?[mesh.Network.Nodes.Count];
    }

    /// <summary>The name the file must have, which names the interface: the network's, with <c>.conf</c>.</summary>
    public string FileName => _mesh.Network.Name + ".conf";

    /// <summary>Writes the configuration of a node, which holds its private key.</summary>
    /// <param name="node">A node of the network.</param>
    /// <param name="output">Takes the file's bytes, UTF-8.</param>
    /// <exception cref="VwMeshException">
    /// The node or a peer has no private key (<c>NoPrivateKey</c>) or no IPv4 link-layer address (<c>NoLinkLayerAddress</c>), or a value
    /// could end its line or its word (<c>UnsafeValue</c>, <c>InvalidHook</c>). Part of the file may have been written.
    /// </exception>
    public void Render(Node node, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(output);
        RequireUsable(node);
        var peers = PeersOf(node);
        Write(output, _interface.BeforeEntries(node));
        WriteEntries(peers, output);
        Write(output, _interface.AfterEntries(node, NodeText.TunnelAddresses(node).First(), hasEntries: peers.Count > 0));
        // 0 is written out too: an older wg syncconf would keep the interval that a running peer has.
        var keepalive = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"PersistentKeepalive = {node.PersistentKeepalive}\n"));
        foreach (var peer in peers)
        {
            output.Write(peer.Section.Span);
            output.Write(keepalive);
        }
    }

    /// <summary>The configuration of a node, which holds its private key.</summary>
    /// <param name="node">A node of the network.</param>
    /// <returns>The file's text.</returns>
    /// <exception cref="VwMeshException">As <see cref="Render(Node, IBufferWriter{byte})"/>.</exception>
    public string Render(Node node)
    {
        var output = new ArrayBufferWriter<byte>();
        Render(node, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private List<NodeText> PeersOf(Node node)
    {
        var blocked = _mesh.BlockedFor(node);
        var peers = new List<NodeText>(_mesh.Network.Nodes.Count);
        for (var i = 0; i < _mesh.Network.Nodes.Count; i++)
        {
            var peer = _mesh.Network.Nodes[i];
            if (!NodeName.Comparer.Equals(peer.Name, node.Name) && !(blocked.Count > 0 && blocked.Contains(peer.Name)))
                peers.Add(_texts[i] ??= TextOf(peer));
        }
        return peers;
    }

    private NodeText TextOf(Node peer)
    {
        RequireUsable(peer);
        return NodeText.Of(peer);
    }

    private static void WriteEntries(List<NodeText> peers, IBufferWriter<byte> output)
    {
        var written = 0;
        foreach (var entry in peers.SelectMany(p => p.ForwardingEntries))
        {
            if (written % EntriesPerLine == 0)
            {
                EndLine(output, written);
                Write(output, InterfaceSection.FirstEntries);
            }
            output.Write(" "u8);
            output.Write(entry.Span);
            written++;
        }
        EndLine(output, written);
    }

    private static void EndLine(IBufferWriter<byte> output, int written)
    {
        if (written > 0)
            Write(output, written <= EntriesPerLine ? InterfaceSection.EndOfFirst : InterfaceSection.EndOfNext);
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

    private static void Write(IBufferWriter<byte> output, string text) => Encoding.UTF8.GetBytes(text, output);
}
