using System.Management.Automation;
using System.Net;
using System.Text;
using VwMesh.Binding;
using VwMesh.Completion;
using VwMesh.Model;
using VwMesh.Output;
using VwMesh.Rendering;
using VwMesh.Rendering.Routing;

namespace VwMesh.Commands;

/// <summary>Computes the configuration of the routing daemon that runs on the nodes' VXLAN interface: as objects, as text, or as files, a folder a node.</summary>
[Cmdlet(VerbsData.Export, "VwRoutingConfig", SupportsShouldProcess = true)]
[OutputType(typeof(VwRoutingConfig), typeof(VwExportedFile), typeof(string))]
public sealed class ExportVwRoutingConfigCommand : NodeExportCommand
{
    private readonly Dictionary<PipedNode, List<IPNetwork>> _redistribute = [];

    /// <summary>The routing daemon.</summary>
    [Parameter]
    [ValidateSet(nameof(RoutingDaemon.Babeld))]
    public string Daemon { get; set; } = nameof(RoutingDaemon.Babeld);

    /// <summary>Prefixes behind the nodes: routes of the host within them are announced to the mesh. With piped nodes a script block gives each its own.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string[]? Redistribute { get; set; }

    /// <summary>Notes the prefixes of a piped node, which are its own.</summary>
    private protected override void Take(PipedObject piped, PipedNode node) => _redistribute[node] = Prefixes();

    private protected override void Process(Network network, IReadOnlyList<Node> nodes)
    {
        var fileName = BabeldRenderer.FileNameOf(network);
        Export(network, nodes, [fileName], Render, (node, files) => new RoutingConfig(node.Network, node.Name, fileName, files[0].Reveal()));

        IReadOnlyList<NodeFile> Render(Node node) =>
            [new NodeFile(fileName, IsSecret: false, [Encoding.UTF8.GetBytes(BabeldRenderer.Render(network, node, PipedNode.In(_redistribute, node) ?? Prefixes()))])];
    }

    private List<IPNetwork> Prefixes() => [.. (Redistribute ?? []).SelectMany(r => r.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(NetworkPrefix.ParseAllowedIP)];
}
