using System.Management.Automation;
using VwMesh.Checks;
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
    private readonly Neighbourhood _neighbourhood = new();
    private readonly Dictionary<string, NetworkReading> _readings = [];

    /// <summary>Exports even where Test-VwNetwork finds errors; what cannot be written at all is still refused.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override Network Read(string path)
    {
        var reading = NetworkFile.Inspect(path);
        var network = NetworkFile.Require(reading);
        _readings[path] = reading;
        return network;
    }

    private protected override void Process(Network network, IReadOnlyList<Node> nodes)
    {
        RequireSound(network, nodes);
        var renderer = new WgQuickRenderer(new Mesh(network));
        Export(nodes, renderer.FileName, renderer.RenderParts, (node, text) => new NodeConfig(node.Network, node.Name, renderer.FileName, text));
    }

    /// <summary>Checks the network; warnings, those of other nodes left out, are passed on in a line a rule.</summary>
    /// <exception cref="VwMeshException">The network has errors (<c>NetworkHasErrors</c>).</exception>
    private void RequireSound(Network network, IReadOnlyList<Node> nodes)
    {
        _readings.Remove(network.Path, out var reading);
        var diagnostics = _neighbourhood.Check(reading!).ToLookup(d => d.Severity);
        if (!Force && diagnostics.Contains(Severity.Error))
        {
            throw new VwMeshException("NetworkHasErrors", ErrorKind.InvalidData,
                $"Network {Quoted.Show(network.Name)} is not exported: {InShort(diagnostics[Severity.Error])} Mend it, or export all the same with -Force.", network.Path);
        }
        var exported = nodes.Select(n => n.Name).ToHashSet(NodeName.Comparer);
        foreach (var rule in diagnostics[Severity.Error].Concat(diagnostics[Severity.Warning].Where(d => d.Node is null || exported.Contains(d.Node))).GroupBy(d => d.Code))
            WriteWarning($"Network {Quoted.Show(network.Name)}: {InShort(rule)}");
    }

    private static string InShort(IEnumerable<Diagnostic> diagnostics)
    {
        var all = diagnostics.ToList();
        return $"{all[0].Code}: {all[0].Message}" + (all.Count == 1 ? "" : $" And {all.Count - 1} more, which Test-VwNetwork shows.");
    }
}
