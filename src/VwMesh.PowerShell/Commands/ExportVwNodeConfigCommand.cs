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
        var format = NodeFormats.Named(Format);
        var write = format.Prepare(setups);
        Export(network, WithKeys(nodes), NodeFormats.FileNamesOf(network.Name), Render, (node, files) => new NodeConfig(node.Network, node.Name, files));

        IReadOnlyList<NodeFile> Render(Node node)
        {
            var setup = setups.Of(node);
            return !Force && string.Join(' ', format.Lacks(setup)) is { Length: > 0 } lacks
                ? throw new VwMeshException("FormatLacks", ErrorKind.InvalidOperation,
                    $"The format {format.Name} cannot write node {Quoted.Show(node.Name)}: {lacks} Leave -Format out, or write the rest with -Force.", node.Name)
                : write(setup);
        }
    }
}
