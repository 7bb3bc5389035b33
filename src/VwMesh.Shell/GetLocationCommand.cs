using System.Management.Automation;

namespace VwMesh.Shell;

/// <summary>Emits the current location, as the cmdlet of this name in pwsh.</summary>
[Cmdlet(VerbsCommon.Get, "Location")]
[OutputType(typeof(PathInfo))]
public sealed class GetLocationCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(SessionState.Path.CurrentLocation);
}
