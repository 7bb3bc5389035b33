using System.Management.Automation;
using System.Net;
using System.Text;
using VwMesh.Completion;
using VwMesh.Model;
using VwMesh.Rendering.Routing;
using VwMesh.Storage;

namespace VwMesh.Commands;

/// <summary>Computes the configuration of the routing daemon that runs on the nodes' VXLAN interface: as objects, as text, or as files, a folder a node.</summary>
[Cmdlet(VerbsData.Export, "VwRoutingConfig", DefaultParameterSetName = ByName, SupportsShouldProcess = true)]
[OutputType(typeof(RoutingConfig), typeof(ExportedFile), typeof(string))]
public sealed class ExportVwRoutingConfigCommand : NodeExportCommand
{
    private readonly Dictionary<(string Path, string Node), List<IPNetwork>> _redistribute = [];

    /// <summary>The routing daemon.</summary>
    [Parameter]
    [ValidateSet(nameof(RoutingDaemon.Babeld))]
    public string Daemon { get; set; } = nameof(RoutingDaemon.Babeld);

    /// <summary>Prefixes behind the nodes: routes of the host within them are announced to the mesh. With piped nodes a script block gives each its own.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string[]? Redistribute { get; set; }

    /// <summary>Notes the prefixes of a piped node, which are its own.</summary>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ByObject && !Try(() => _redistribute[(InputObject!.Network.Path, InputObject.Name)] = Prefixes()))
            return;
        base.ProcessRecord();
    }

    private protected override void Process(Network network, IReadOnlyList<Node> nodes)
    {
        var fileName = BabeldRenderer.FileNameOf(network);
        Export(nodes, fileName, Render, (node, text) => new RoutingConfig(node.Network, node.Name, fileName, text));

        IReadOnlyList<ReadOnlyMemory<byte>> Render(Node node) =>
            [Encoding.UTF8.GetBytes(BabeldRenderer.Render(network, node, _redistribute.GetValueOrDefault((network.Path, node.Name)) ?? Prefixes()))];
    }

    private List<IPNetwork> Prefixes() => [.. (Redistribute ?? []).Select(NetworkPrefix.ParseAllowedIP)];
}
