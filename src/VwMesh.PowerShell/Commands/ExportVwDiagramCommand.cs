using System.Management.Automation;
using System.Text;
using VwMesh.Binding;
using VwMesh.Completion;
using VwMesh.Model;
using VwMesh.Output;
using VwMesh.Rendering.Diagram;
using VwMesh.Storage;

namespace VwMesh.Commands;

/// <summary>
/// Draws networks: the nodes, who dials whom, and which links are blocked or impossible; as objects, as text, or as files.
/// </summary>
[Cmdlet(VerbsData.Export, "VwDiagram", SupportsShouldProcess = true)]
[OutputType(typeof(VwDiagram), typeof(VwExportedFile), typeof(string))]
public sealed class ExportVwDiagramCommand : VwCommand
{
    /// <summary>
    /// The networks: names with or without wildcards, paths of files, or objects. Without it, all in the current location.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkReference[]? Network { get; set; }

    /// <summary>Svg, a finished picture; Mermaid, for Markdown pages; or Dot, for Graphviz. Svg when not given.</summary>
    [Parameter(Position = 1)]
    [ValidateSet(nameof(DiagramFormat.Svg), nameof(DiagramFormat.Mermaid), nameof(DiagramFormat.Dot))]
    public string Format { get; set; } = nameof(DiagramFormat.Svg);

    /// <summary>The folder to write the pictures to, NETWORK.svg, NETWORK.mmd or NETWORK.dot, readable by others than the owner.</summary>
    [Parameter]
    [Alias("OutputPath")]
    public string? DestinationPath { get; set; }

    /// <summary>Leaves files alone that exist with other content, and says so as an error.</summary>
    [Parameter]
    [YesOrNo]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Emits the text of each picture alone.</summary>
    [Parameter]
    [YesOrNo]
    public SwitchParameter Raw { get; set; }

    /// <summary>Draws each network.</summary>
    protected override void ProcessRecord()
    {
        foreach (var path in LocateForReading(Network))
            Try(() => Export(NetworkFile.Read(path)));
    }

    private void Export(Network network)
    {
        var picture = DiagramRenderer.Render(network, Enum.Parse<DiagramFormat>(Format, ignoreCase: true));
        if (DestinationPath is null)
        {
            WriteObject(Raw ? picture.Content : picture);
            return;
        }
        var path = Path.Combine(FullPath(DestinationPath), picture.FileName);
        if (ShouldProcess(path, "Draw the network"))
        {
            WriteObject(new ExportedFile(picture.Network, null, path,
                OutputFile.WritePublic(path, Encoding.UTF8.GetBytes(picture.Content), mayReplace: !NoClobber)));
        }
    }
}
