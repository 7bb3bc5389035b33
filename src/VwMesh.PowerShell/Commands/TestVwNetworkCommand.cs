using System.Management.Automation;
using VwMesh.Binding;
using VwMesh.Checks;
using VwMesh.Completion;
using VwMesh.Model;
using VwMesh.Output;
using VwMesh.Storage;

namespace VwMesh.Commands;

/// <summary>Checks networks, each by itself and among the others in its folder; without a name, all in the current location.</summary>
[Cmdlet(VerbsDiagnostic.Test, "VwNetwork")]
[OutputType(typeof(VwDiagnostic), typeof(bool))]
public sealed class TestVwNetworkCommand : VwCommand
{
    private readonly Neighbourhood _neighbourhood = new();
    private int _tested;
    private bool _isWell = true;

    /// <summary>The networks: names with or without wildcards, paths of files, or objects.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkReference[]? Network { get; set; }

    /// <summary>The severities that count: Error, Warning, Information. Without it all are emitted, and with -Quiet errors count alone.</summary>
    [Parameter]
    [ValidateSet(nameof(Checks.Severity.Error), nameof(Checks.Severity.Warning), nameof(Checks.Severity.Information))]
    public string[]? Severity { get; set; }

    /// <summary>Emits a diagnostic for each node, with its line and column, in place of one for all nodes of a rule.</summary>
    [Parameter]
    [YesOrNo]
    public SwitchParameter Detailed { get; set; }

    /// <summary>Emits one boolean in place of the diagnostics: whether at least one network was tested, and none gave a diagnostic that counts.</summary>
    [Parameter]
    [YesOrNo]
    public SwitchParameter Quiet { get; set; }

    /// <summary>Checks each network that arrived.</summary>
    protected override void ProcessRecord()
    {
        foreach (var path in LocateForReading(Network))
            Try(() => Test(path));
    }

    /// <summary>Answers, when one answer was asked for.</summary>
    protected override void EndProcessing()
    {
        if (_tested == 0 && !HasFailed)
            WriteWarning($"No network was tested: none was found. The current location is {Quoted.Show(Lookup.Location, int.MaxValue)}.");
        // One answer for all: of several, "if" would take the first "false" for true.
        if (Quiet)
            WriteObject(_isWell && _tested > 0 && !HasFailed);
    }

    private void Test(string path)
    {
        var counts = Severity ?? (Quiet ? [nameof(Checks.Severity.Error)] : null);
        var diagnostics = _neighbourhood.Check(NetworkFile.Inspect(path))
            .Where(d => counts is null || counts.Contains(d.Severity.ToString(), StringComparer.OrdinalIgnoreCase)).ToList();
        _tested++;
        _isWell &= diagnostics.Count == 0;
        if (!Quiet)
            WriteObject(Detailed ? diagnostics : DiagnosticGroups.Of(diagnostics), enumerateCollection: true);
    }
}
