using System.Buffers;
using System.Management.Automation;
using VwMesh.Links;
using VwMesh.Model;
using VwMesh.Rendering.WgQuick;
using VwMesh.Storage;

namespace VwMesh.Commands;

/// <summary>Computes the configuration of nodes for wg-quick: as objects, as text, or as files, a folder a node.</summary>
[Cmdlet(VerbsData.Export, "VwNodeConfig", DefaultParameterSetName = ByName, SupportsShouldProcess = true)]
[OutputType(typeof(NodeConfig), typeof(ExportedFile), typeof(string))]
public sealed class ExportVwNodeConfigCommand : NodeExportCommand
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    private protected override void Process(Network network, IReadOnlyList<Node> nodes)
    {
        var renderer = new WgQuickRenderer(new Mesh(network));
        foreach (var node in nodes)
        {
            Try(() =>
            {
                _buffer.ResetWrittenCount();
                renderer.Render(node, _buffer);
                Export(node, renderer.FileName, _buffer.WrittenSpan, text => new NodeConfig(node.Network, node.Name, renderer.FileName, text));
            });
        }
    }
}
