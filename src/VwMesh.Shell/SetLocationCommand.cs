using System.Management.Automation;

namespace VwMesh.Shell;

/// <summary>
/// Changes the current location, as the cmdlet of this name in pwsh: home without a path, <c>-</c> and <c>+</c> back and forth.
/// The engine has locations but no command for them.
/// </summary>
[Cmdlet(VerbsCommon.Set, "Location", DefaultParameterSetName = "Path")]
[OutputType(typeof(PathInfo))]
public sealed class SetLocationCommand : PSCmdlet
{
    /// <summary>Where to go; wildcards may lead to one place.</summary>
    [Parameter(Position = 0, ParameterSetName = "Path", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string Path { get; set; } = "~";

    /// <summary>Where to go, taken as it is.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    /// <summary>Emits the new location.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string path = LiteralPath is null ? Path : WildcardPattern.Escape(LiteralPath);
        try
        {
            PathInfo location = SessionState.Path.SetLocation(path);
            if (PassThru) WriteObject(location);
        }
        catch (InvalidOperationException failure)
        {
            WriteError(new ErrorRecord(failure, "NoLocationInHistory", ErrorCategory.InvalidOperation, path));
        }
        catch (SessionStateException failure)
        {
            WriteError(new ErrorRecord(failure.ErrorRecord, failure));
        }
    }
}
