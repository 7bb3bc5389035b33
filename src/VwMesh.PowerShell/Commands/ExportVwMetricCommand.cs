using System.Management.Automation;
using System.Text;
using VwMesh.Deployment;
using VwMesh.Live;
using VwMesh.Model;
using VwMesh.Output;
using VwMesh.Rendering.Metrics;
using VwMesh.Storage;

namespace VwMesh.Commands;

/// <summary>Asks running nodes what they run, and writes it as metrics for Prometheus: one text for all nodes.</summary>
[Cmdlet(VerbsData.Export, "VwMetric", SupportsShouldProcess = true)]
[OutputType(typeof(VwExportedFile), typeof(string))]
public sealed class ExportVwMetricCommand : RemoteNodeCommand
{
    private readonly List<(Network Network, NodeObservation Node)> _observations = [];
    private string? _destination;

    /// <summary>The file to write to, which others may read. node_exporter reads the files of its folder whose names end in .prom. Without it, the text is emitted.</summary>
    [Parameter]
    [Alias("OutputPath")]
    public string? DestinationPath { get; set; }

    /// <summary>Makes sure that node_exporter reads a file of this name, before any connection.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        try
        {
            _destination = DestinationPath is null ? null : FullPath(DestinationPath);
            if (_destination is not null && (Directory.Exists(_destination) || !_destination.EndsWith(".prom", StringComparison.Ordinal)))
            {
                throw new VwMeshException("MetricFileName", ErrorKind.InvalidArgument,
                    $"{Quoted.Show(DestinationPath)} is not the name of a file that node_exporter reads; write one that ends in .prom, such as mesh.prom.", DestinationPath);
            }
        }
        catch (VwMeshException e)
        {
            ThrowTerminatingError(ToRecord(e));
        }
    }

    private protected override void Process(Network network, IReadOnlyList<Node> nodes) =>
        AskAll("Asking nodes for their state", nodes, Survey(network).ObserveAsync, (_, observed) => _observations.Add((network, observed)),
            (node, error) => _observations.Add((network, new NodeObservation(NodeStatus.Unreachable(node, error), null))));

    /// <summary>Writes the metrics of all nodes.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (_observations.Count == 0)
            return;
        var text = MetricsFile.Render(_observations, DateTimeOffset.UtcNow);
        if (_destination is null)
            WriteObject(text);
        else if (ShouldProcess(_destination, "Write the metrics"))
            Try(() => WriteObject(new ExportedFile(null, null, _destination, OutputFile.WritePublic(_destination, Encoding.UTF8.GetBytes(text)))));
    }
}
