<#
.SYNOPSIS
    Checks all networks, exports them, and says what has changed since yesterday.
.DESCRIPTION
    For cron or a systemd timer. Nothing is exported while a check finds an error. Files that are as they were are not touched, so that
    what must be copied is what was written.

    Exit code: 0 when nothing has changed, 2 when files were written, 1 when something is wrong.
.PARAMETER Path
    The folder with the networks.
.PARAMETER DestinationPath
    The folder with the configurations. Keep it: yesterday's files are what today's are compared with.
.EXAMPLE
    pwsh -File nightly.ps1 -Path /srv/networks -DestinationPath /srv/configurations
#>
[CmdletBinding()]
param(
    [string] $Path = '.',
    [string] $DestinationPath = (Join-Path $Path out)
)

$ErrorActionPreference = 'Stop'
Import-Module VwMesh -ErrorAction Ignore
try {
    $to = $PSCmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($DestinationPath)
    Set-Location $Path

    $wrong = Test-VwNetwork -Severity Error
    if ($wrong) {
        $wrong | Out-Host
        exit 1
    }

    $files = Get-VwNetwork | Export-VwNodeConfig -DestinationPath $to -WarningAction SilentlyContinue | Where-Object Outcome -NE Stale
    $written = $files | Where-Object Outcome -NE Unchanged

    # Files of nodes and of whole networks that are gone: they must not be copied again, and they hold keys.
    $stale = Get-ChildItem $to -Recurse -File | Where-Object FullName -NotIn $files.Path
    $stale | Remove-Item

    $written | Out-Host
    $stale | ForEach-Object { "Removed $($_.FullName): the node is no longer in the network." }
    exit ($written -or $stale ? 2 : 0)
} catch {
    Write-Error $_ -ErrorAction Continue
    exit 1
}
