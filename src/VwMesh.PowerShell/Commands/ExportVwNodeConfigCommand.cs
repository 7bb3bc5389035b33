using System.Management.Automation;
using VwMesh.Binding;
using VwMesh.Links;
using VwMesh.Model;
using VwMesh.Output;
using VwMesh.Rendering.WgQuick;

namespace VwMesh.Commands;

/// <summary>Computes the configuration of nodes for wg-quick: as objects, as text, or as files, a folder a node.</summary>
[Cmdlet(VerbsData.Export, "VwNodeConfig", SupportsShouldProcess = true)]
[OutputType(typeof(VwNodeConfig), typeof(VwExportedFile), typeof(string))]
public sealed class ExportVwNodeConfigCommand : NodeExportCommand
{
    private readonly SoundNetworks _networks = new();

    /// <summary>Exports even where Test-VwNetwork finds errors; what cannot be written at all is still refused.</summary>
    [Parameter]
    [YesOrNo]
    public SwitchParameter Force { get; set; }

    private protected override Network Read(string path) => _networks.Read(path);

    private protected override void Process(Network network, IReadOnlyList<Node> nodes)
    {
        foreach (var warning in _networks.Require(network, nodes, Force, "exported", "export"))
            WriteWarning(warning);
        var renderer = new WgQuickRenderer(new Mesh(network));
        Export(network, nodes, renderer.FileName, renderer.RenderParts, (node, text) => new NodeConfig(node.Network, node.Name, renderer.FileName, text));
    }
}
