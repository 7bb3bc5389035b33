using System.Management.Automation;
using System.Text;
using VwMesh.Binding;
using VwMesh.Completion;
using VwMesh.Model;
using VwMesh.Output;
using VwMesh.Rendering.Zone;
using VwMesh.Storage;

namespace VwMesh.Commands;

/// <summary>
/// Writes the DNS zones of networks: for each domain a forward zone, and for the addresses reverse zones, as objects or as files.
/// What reaches it in one pipeline becomes one set of zones, so that networks may share a domain or a reverse zone.
/// </summary>
[Cmdlet(VerbsData.Export, "VwDnsZone", SupportsShouldProcess = true)]
[OutputType(typeof(VwDnsZone), typeof(VwExportedFile), typeof(string))]
public sealed class ExportVwDnsZoneCommand : VwCommand
{
    private readonly List<ZoneSource> _sources = [];
    private bool _isIncomplete;

    /// <summary>
    /// The networks: names with or without wildcards, paths of files, or objects. Without it, all in the current location.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkReference[]? Network { get; set; }

    /// <summary>The domain the nodes are named in, such as mesh.example.net; a script block gives each piped network its own.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string Domain { get; set; } = "";

    /// <summary>
    /// The hosts that serve the zones: nodes, or full host names outside of the domains; the first is the primary. Without any the zones
    /// name localhost, which every server loads.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(NodeCompleter))]
    public string[] NameServer { get; set; } = [];

    /// <summary>The mailbox of who is responsible, such as noc@example.net; hostmaster at the domain when not given.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? Hostmaster { get; set; }

    /// <summary>Seconds a resolver may keep a record, 0 to 2147483647; 300 when not given.</summary>
    [Parameter]
    [NumberText]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public int? TimeToLive { get; set; }

    /// <summary>
    /// The serial number, which must grow with each change. When not given it is the time in seconds since 1970, and larger than that of the
    /// file that is replaced; a file whose records are as they should be keeps its own.
    /// </summary>
    [Parameter]
    [NumberText]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public uint? Serial { get; set; }

    /// <summary>
    /// The folder to write the zone files to, ORIGIN.zone each, readable by others than the owner. A file that is as it should be is not
    /// touched.
    /// </summary>
    [Parameter]
    [Alias("OutputPath")]
    public string? DestinationPath { get; set; }

    /// <summary>Leaves files alone that exist with other content, and says so as an error.</summary>
    [Parameter]
    [YesOrNo]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Emits the text of each zone alone.</summary>
    [Parameter]
    [YesOrNo]
    public SwitchParameter Raw { get; set; }

    /// <summary>Reads each network.</summary>
    protected override void ProcessRecord() => _isIncomplete |= !Try(() =>
    {
        var domain = DomainName.Parse(Domain);
        foreach (var path in LocateForReading(Network))
        {
            if (!_sources.Exists(s => s.Network.Path == path && s.Domain == domain))
                _sources.Add(new ZoneSource(NetworkFile.Read(path), domain));
        }
    });

    /// <summary>
    /// Writes the zones of all; none when a network could not be read, since zones without its nodes would take their names away.
    /// </summary>
    protected override void EndProcessing()
    {
        if (!_isIncomplete)
            Try(Export);
    }

    private void Export()
    {
        var options = new ZoneOptions { NameServers = NameServer.ToValueList(), Hostmaster = Hostmaster };
        options = options with { TimeToLive = TimeToLive ?? options.TimeToLive, Serial = Serial ?? options.Serial };
        var folder = DestinationPath is null ? null : FullPath(DestinationPath);
        foreach (var zone in ZoneRenderer.Render(_sources, options, fault => WriteWarning($"{fault.Message} The zones do not have it.")))
        {
            if (folder is null)
                WriteObject(Raw ? zone.Content : zone);
            else
                Try(() => Write(zone, Path.Combine(folder, zone.FileName)));
        }
    }

    private void Write(ZoneFile zone, string path)
    {
        if (Serial is null && OutputFile.Read(path) is { } previous)
            zone = zone.Succeeding(previous);
        if (ShouldProcess(path, "Write the zone"))
        {
            var networks = _sources.Select(s => new NetworkIdentity(s.Network.Name, s.Network.Path)).Distinct().ToList();
            WriteObject(new ExportedFile(networks.Count == 1 ? networks[0] : null, null, path,
                OutputFile.WritePublic(path, Encoding.UTF8.GetBytes(zone.Content), mayReplace: !NoClobber)));
        }
    }
}
