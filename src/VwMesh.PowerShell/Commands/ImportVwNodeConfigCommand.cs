using System.Collections.ObjectModel;
using System.Management.Automation;
using VwMesh.Addressing;
using VwMesh.Importing;
using VwMesh.Model;
using VwMesh.Output;
using VwMesh.Storage;

namespace VwMesh.Commands;

/// <summary>
/// Makes a network of the wg-quick files of an existing mesh, one file a node, so that exporting it gives the same tunnels. What a network
/// cannot express, and where files disagree, is said as warnings with file and line. The files stay as they are.
/// </summary>
[Cmdlet(VerbsData.Import, "VwNodeConfig", DefaultParameterSetName = ByPath, SupportsShouldProcess = true)]
[OutputType(typeof(VwNetwork))]
public sealed class ImportVwNodeConfigCommand : VwCommand
{
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";

    private readonly List<string> _files = [];
    private bool _isIncomplete;

    /// <summary>
    /// The name of the new network, commonly that of the WireGuard interface so far; a path makes the file in another folder.
    /// </summary>
    [Parameter(Position = 0, Mandatory = true)]
    [Alias("Network")]
    public string Name { get; set; } = "";

    /// <summary>
    /// The files, with or without wildcards, such as nodes/*/wg0.conf. A folder stands for all files *.conf in it and below it.
    /// </summary>
    [Parameter(Position = 1, Mandatory = true, ParameterSetName = ByPath, ValueFromPipeline = true)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The files, taken as they are written, and bound to what Get-ChildItem emits.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByLiteralPath, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Finds the files.</summary>
    protected override void ProcessRecord()
    {
        var isLiteral = ParameterSetName == ByLiteralPath;
        foreach (var path in isLiteral ? LiteralPath : Path)
            _isIncomplete |= !Try(() => _files.AddRange(isLiteral ? FilesAt(FullPath(path)) : Resolve(path).SelectMany(FilesAt)));
    }

    /// <summary>Makes the network of all files; not of some, since a missing node would be a blocked one.</summary>
    protected override void EndProcessing()
    {
        var sources = new List<ConfigSource>();
        foreach (var file in _files.Distinct())
            _isIncomplete |= !Try(() => sources.Add(ConfigSource.Read(file)));
        if (sources.Count > 0)
            Try(() => Import(sources));
    }

    private void Import(List<ConfigSource> sources)
    {
        var path = FullPath(Name.EndsWith(".toml", StringComparison.OrdinalIgnoreCase) ? Name : Name + ".toml");
        var result = NodeConfigImporter.Import(sources, NetworkDefaults.New(path, NetworksBeside(path)));
        foreach (var fault in result.Faults)
            Try(() => throw fault);
        if (result.Network is null || _isIncomplete)
            return;
        foreach (var finding in result.Findings)
            WriteWarning(finding.ToString());
        NetworkFile.RequireFree(path, result.Network.Name);
        if (ShouldProcess($"network {Quoted.Show(result.Network.Name)} of {result.Network.Nodes.Count} nodes in {Quoted.Show(path)}", "Make"))
            WriteObject(NetworkFile.Create(result.Network));
    }

    private Collection<string> Resolve(string path)
    {
        try
        {
            var found = SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
            if (provider.Name == "FileSystem" && found.Count > 0)
                return found;
        }
        catch (ItemNotFoundException)
        {
            // Said below, in the words of all paths that lead nowhere.
        }
        throw NotFound(path);
    }

    private static string[] FilesAt(string path) =>
        File.Exists(path) ? [path]
        : Directory.Exists(path) && Directory.GetFiles(path, "*.conf", SearchOption.AllDirectories) is { Length: > 0 } files ? files
        : throw NotFound(path);

    private static VwMeshException NotFound(string path) => new("NodeConfigNotFound", ErrorKind.ObjectNotFound,
        $"There is no file of wg-quick at {Quoted.Show(path, int.MaxValue)}; name the files, a pattern such as nodes/*/wg0.conf, or their folder.",
        path);
}
