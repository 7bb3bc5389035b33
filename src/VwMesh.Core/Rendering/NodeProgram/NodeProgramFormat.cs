using System.Buffers;
using System.Text;
using VwMesh.Rendering.WgQuick;
using VwMesh.Setup;

namespace VwMesh.Rendering.NodeProgram;

/// <summary>
/// Three files that work where wg-quick may run no program but wg and ip: <c>NAME.conf</c> makes the tunnels, <c>NAME.vwmesh</c> is a
/// program for sh that makes the Ethernet on top and keeps it whole, <c>vwmesh-NAME.service</c> runs it.
/// </summary>
public sealed class NodeProgramFormat : INodeFormat
{
    /// <inheritdoc/>
    public string Name => "NodeProgram";

    /// <inheritdoc/>
    public IEnumerable<string> Lacks(NodeSetup setup) => [];

    /// <inheritdoc/>
    public Func<NodeSetup, IReadOnlyList<NodeFile>> Prepare(MeshSetup mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        var sections = new PeerSections(mesh.Peers, TunnelFile.Section);
        var members = SlicedText.Of(mesh.Members, (member, output) => output.Write(Encoding.UTF8.GetBytes(ProgramFile.LinesOf(member))));
        var subnets = SlicedText.Of(mesh.Members, (member, output) => output.Write(Encoding.UTF8.GetBytes(ProgramFile.SubnetsOf(member))));
        var names = SlicedText.Of(mesh.Peers, (peer, output) => output.Write(Encoding.UTF8.GetBytes(ProgramFile.NameOf(peer))));
        var previousKeys = mesh.Peers.All(p => p.PreviousKey is null) ? null
            : SlicedText.Of(mesh.Peers, (peer, output) => output.Write(Encoding.UTF8.GetBytes(ProgramFile.PreviousKeyOf(peer))));
        var program = new ProgramFile(mesh.Network);
        var files = NodeFormats.FileNamesOf(mesh.Network.Name);
        return setup => [Tunnel(setup), Program(setup), new NodeFile(files[2], IsSecret: false, [Encoding.UTF8.GetBytes(UnitFile.Of(setup.Network.Name, setup.Node))])];

        NodeFile Tunnel(NodeSetup setup)
        {
            List<ReadOnlyMemory<byte>> parts = [Encoding.UTF8.GetBytes(TunnelFile.Interface(setup))];
            sections.Add(setup.WireGuard, parts);
            return new NodeFile(files[0], IsSecret: true, parts);
        }

        NodeFile Program(NodeSetup setup)
        {
            List<ReadOnlyMemory<byte>> parts = [Encoding.UTF8.GetBytes(program.Values(setup))];
            members.Add(setup.Vxlan.Members, parts, member => Encoding.UTF8.GetBytes(ProgramFile.LinesOf(member)));
            parts.Add(ProgramFile.BeforeSubnets);
            subnets.Add(setup.Vxlan.Members, parts, member => Encoding.UTF8.GetBytes(ProgramFile.SubnetsOf(member)));
            parts.Add(ProgramFile.BeforeNames);
            names.Add(setup.WireGuard.Peers, parts, peer => Encoding.UTF8.GetBytes(ProgramFile.NameOf(peer)));
            if (previousKeys is not null)
            {
                parts.Add(ProgramFile.BeforePreviousKeys);
                previousKeys.Add(setup.WireGuard.Peers, parts, peer => Encoding.UTF8.GetBytes(ProgramFile.PreviousKeyOf(peer)));
            }
            parts.Add(Encoding.UTF8.GetBytes(ProgramFile.Hooks(setup)));
            parts.Add(program.Functions);
            return new NodeFile(files[1], IsSecret: false, parts);
        }
    }
}
