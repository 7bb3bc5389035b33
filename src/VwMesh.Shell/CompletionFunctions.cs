using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace VwMesh.Shell;

/// <summary>
/// The two commands of pwsh that the engine's Tab completion calls, for paths and members, by their full names. Only the full names
/// exist here, and they are private: the commands of users are not found because of them.
/// </summary>
internal static class CompletionFunctions
{
    private const string ResolvePath = "param($Path) $ExecutionContext.SessionState.Path.GetResolvedPSPathFromPSPath($Path)";

    private const string SortObject =
        """
        param([string[]] $Property, [switch] $Unique)
        [object[]] $items = @($input)
        [string[]] $keys = foreach ($item in $items) { -join $(foreach ($name in $Property) { "$($item.$name)`0" }) }
        [array]::Sort($keys, $items, [StringComparer]::OrdinalIgnoreCase)
        for ($i = 0; $i -lt $items.Count; $i++) { if (-not $Unique -or $i -eq 0 -or $keys[$i] -ne $keys[$i - 1]) { $items[$i] } }
        """;

    public static IEnumerable<SessionStateFunctionEntry> Entries { get; } =
    [
        new(@"Microsoft.PowerShell.Management\Resolve-Path", ResolvePath) { Visibility = SessionStateEntryVisibility.Private },
        new(@"Microsoft.PowerShell.Utility\Sort-Object", SortObject) { Visibility = SessionStateEntryVisibility.Private },
    ];
}
