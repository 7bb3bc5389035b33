using System.Management.Automation;
using VwMesh.Binding;
using VwMesh.Links;
using VwMesh.Model;
using VwMesh.Output;
using VwMesh.Rendering;
using VwMesh.Setup;

namespace VwMesh.Commands;

/// <summary>Computes the configuration of nodes: as objects, as text, or as files, one folder per node.</summary>
[Cmdlet(VerbsData.Export, "VwNodeConfig", SupportsShouldProcess = true)]
[OutputType(typeof(VwNodeConfig), typeof(VwExportedFile), typeof(string))]
public sealed class ExportVwNodeConfigCommand : NodeExportCommand
{
    private readonly SoundNetworks _networks = new();

    /// <summary>Exports even where Test-VwNetwork finds errors; what cannot be written at all is still refused.</summary>
    [Parameter]
    [YesOrNo]
    public SwitchParameter Force { get; set; }

    /// <summary>The format: three files that run everywhere, or one for wg-quick alone.</summary>
    [Parameter]
    [ValidateSet(nameof(Rendering.NodeProgram), nameof(Rendering.WgQuick))]
    public string Format { get; set; } = nameof(Rendering.NodeProgram);

    private protected override Network Read(string path) => _networks.Read(path);

    private protected override void Process(Network network, IReadOnlyList<Node> nodes)
    {
        foreach (var warning in _networks.Require(network, nodes, Force, "exported", "export"))
            WriteWarning(warning);
        var setups = new MeshSetup(new Mesh(network));
        var write = NodeFormats.Named(Format).Prepare(setups);
        Export(network, nodes, NodeFormats.FileNamesOf(network.Name), node => write(setups.Of(node)), (node, files) => new NodeConfig(node.Network, node.Name, files));
    }
}
