<#
.SYNOPSIS
    Runs the Pester files against the finished module, and ends with one line of totals.
.PARAMETER Module
    The module to test; without it, the one that dotnet build laid.
.PARAMETER Pester
    Pester; without it, the one on the module path.
#>
param([string] $Module = (Join-Path $PSScriptRoot .. .. output VwMesh), [string] $Pester = 'Pester')

Import-Module $Pester, $Module -ErrorAction Stop
$configuration = New-PesterConfiguration
$configuration.Run.Path = $PSScriptRoot
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Normal'
$result = Invoke-Pester -Configuration $configuration
"Pester: $($result.PassedCount) passed, $($result.FailedCount) failed, $($result.SkippedCount + $result.NotRunCount) skipped"
exit [int]($result.Result -ne 'Passed')
