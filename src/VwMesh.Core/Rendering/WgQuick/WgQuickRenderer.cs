using System.Buffers;
using System.Text;
using VwMesh.Links;
using VwMesh.Model;
using VwMesh.Setup;

namespace VwMesh.Rendering.WgQuick;

/// <summary>Writes setups as wg-quick(8) takes them. What the nodes have in common is encoded once. For use by many threads.</summary>
public sealed class WgQuickRenderer
{
    private readonly MeshSetup _setups;
    private readonly InterfaceSection _interface;
    private readonly ForwardingEntries _entries;
    private readonly SlicedText _routes;
    private readonly PeerSections _sections;

    /// <summary>Prepares.</summary>
    public WgQuickRenderer(Mesh mesh) : this(new MeshSetup(mesh)) { }

    /// <summary>Prepares.</summary>
    public WgQuickRenderer(MeshSetup setups)
    {
        ArgumentNullException.ThrowIfNull(setups);
        _setups = setups;
        _interface = new InterfaceSection(setups.Network);
        _sections = new PeerSections(setups.Peers, PeerText.Section);
        _entries = new ForwardingEntries(setups.Members);
        _routes = SlicedText.Of(setups.Members, (member, output) => output.Write(Encoding.UTF8.GetBytes(InterfaceSection.Routes(member, setups.Network.VxlanId))));
    }

    /// <summary>The name of the file.</summary>
    public string FileName => _setups.Network.Name + ".conf";

    /// <summary>The setups.</summary>
    public MeshSetup Setups => _setups;

    /// <summary>The file of a node.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> RenderParts(Node node) => RenderParts(_setups.Of(node));

    /// <summary>The file of a node.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> RenderParts(NodeSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        var text = new ConfigText();
        InterfaceSection.WriteBeforeEntries(text, setup);
        var parts = new List<ReadOnlyMemory<byte>> { text.Take() };
        _entries.Add(setup.Vxlan.Members.Runs, parts);
        _interface.WriteEthernet(text, setup);
        parts.Add(text.Take());
        _routes.Add(setup.Vxlan.Members, parts, member => Encoding.UTF8.GetBytes(InterfaceSection.Routes(member, _setups.Network.VxlanId)));
        _interface.WriteEnd(text, setup);
        parts.Add(text.Take());
        _sections.Add(setup.WireGuard, parts);
        return parts;
    }

    /// <summary>The text.</summary>
    public string Render(Node node) => string.Concat(RenderParts(node).Select(part => Encoding.UTF8.GetString(part.Span)));
}
