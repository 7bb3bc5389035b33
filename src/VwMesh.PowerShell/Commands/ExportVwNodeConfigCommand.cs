using System.Buffers;
using System.Management.Automation;
using System.Text;
using VwMesh.Links;
using VwMesh.Model;
using VwMesh.Rendering.WgQuick;
using VwMesh.Storage;

namespace VwMesh.Commands;

/// <summary>Computes the configuration of nodes for wg-quick: as objects, as text, or as files, a folder a node.</summary>
[Cmdlet(VerbsData.Export, "VwNodeConfig", DefaultParameterSetName = ByName, SupportsShouldProcess = true)]
[OutputType(typeof(NodeConfig), typeof(ExportedFile), typeof(string))]
public sealed class ExportVwNodeConfigCommand : NodeReadingCommand
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>The folder to write to: DESTINATION/NODE/NETWORK.conf, each readable by its owner alone. A file that is as it should be is not touched.</summary>
    [Parameter]
    [Alias("OutputPath")]
    public string? DestinationPath { get; set; }

    /// <summary>Leaves files alone that exist with other content, and says so as an error.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Emits the text of each configuration alone.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    private protected override void Process(Network network, IReadOnlyList<Node> nodes)
    {
        var renderer = new WgQuickRenderer(new Mesh(network));
        var folder = DestinationPath is null ? null : FullPath(DestinationPath);
        foreach (var node in nodes)
            Try(() => Export(renderer, node, folder));
    }

    private void Export(WgQuickRenderer renderer, Node node, string? folder)
    {
        _buffer.ResetWrittenCount();
        renderer.Render(node, _buffer);
        if (folder is not null)
        {
            var path = Path.Combine(folder, node.Name, renderer.FileName);
            if (ShouldProcess(path, "Write the configuration"))
                WriteObject(new ExportedFile(node.Network, node.Name, path, OutputFile.WritePrivate(path, _buffer.WrittenSpan, mayReplace: !NoClobber)));
            return;
        }
        var content = Encoding.UTF8.GetString(_buffer.WrittenSpan);
        WriteObject(Raw ? content : new NodeConfig(node.Network, node.Name, renderer.FileName, content));
    }
}
