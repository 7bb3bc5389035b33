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
    private string? _destination;
    private string? _drawn;

    /// <summary>
    /// The networks: names with or without wildcards, paths of files, or objects. Without it, all in the current location.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkReference[]? Network { get; set; }

    /// <summary>Svg, a finished picture; Mermaid, for Markdown pages; or Dot, for Graphviz. Svg when neither it nor a file's name says otherwise.</summary>
    [Parameter(Position = 1)]
    [ValidateSet(nameof(DiagramFormat.Svg), nameof(DiagramFormat.Mermaid), nameof(DiagramFormat.Dot))]
    public string Format { get; set; } = nameof(DiagramFormat.Svg);

    /// <summary>The folder to write the pictures to, NETWORK.svg, NETWORK.mmd or NETWORK.dot; or the file of one picture, whose name ends so. Readable by others than the owner.</summary>
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

    /// <summary>Makes sure that the format and the name of a file agree, before anything is drawn.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        try
        {
            _destination = DestinationPath is null ? null : FullPath(DestinationPath);
            RequireOneFormat();
        }
        catch (VwMeshException e)
        {
            ThrowTerminatingError(ToRecord(e));
        }
    }

    /// <summary>Draws each network.</summary>
    protected override void ProcessRecord()
    {
        foreach (var path in LocateForReading(Network))
            Try(() => Export(NetworkFile.Read(path)));
    }

    /// <summary>The format that the name of a file says, or <see langword="null"/> where the destination is a folder.</summary>
    // Asked for, not kept: a field of the type would load VwMesh.Core when the module is imported.
    private DiagramFormat? FormatOfFile => _destination is null || Directory.Exists(_destination) ? null : DiagramFile.FormatOf(_destination);

    private void RequireOneFormat()
    {
        if (_destination is not null && !Directory.Exists(_destination) && DiagramFile.IsOfOtherFormat(_destination))
        {
            throw new VwMeshException("DiagramFormatUnknown", ErrorKind.InvalidArgument,
                $"{Quoted.Show(DestinationPath)} is the name of a file in a format that Export-VwDiagram does not draw; let it end in .svg, .mmd or .dot, or name a folder.", DestinationPath);
        }
        if (FormatOfFile is { } format && MyInvocation.BoundParameters.ContainsKey(nameof(Format)) && !Format.Equals(format.ToString(), StringComparison.OrdinalIgnoreCase))
        {
            throw new VwMeshException("DiagramFormatDiffers", ErrorKind.InvalidArgument,
                $"{Quoted.Show(DestinationPath)} is the name of a picture in the format {format}, and -Format is {Format}; leave out one of the two.", DestinationPath);
        }
    }

    private void Export(Network network)
    {
        var picture = DiagramRenderer.Render(network, FormatOfFile ?? Enum.Parse<DiagramFormat>(Format, ignoreCase: true));
        if (_destination is null)
        {
            WriteObject(Raw ? picture.Content : picture);
            return;
        }
        var path = FormatOfFile is not null ? _destination : Path.Combine(_destination, picture.FileName);
        if (path == _destination)
        {
            if (_drawn is not null)
            {
                throw new VwMeshException("DestinationIsAFile", ErrorKind.InvalidArgument,
                    $"{Quoted.Show(_destination, int.MaxValue)} has the picture of network {Quoted.Show(_drawn)}; for more than one, name a folder with -DestinationPath.", network.Name);
            }
            _drawn = network.Name;
        }
        if (ShouldProcess(path, "Draw the network"))
        {
            WriteObject(new ExportedFile(picture.Network, null, path,
                OutputFile.WritePublic(path, Encoding.UTF8.GetBytes(picture.Content), mayReplace: !NoClobber)));
        }
    }
}
