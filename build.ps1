#!/usr/bin/env pwsh
<#
.SYNOPSIS
    Builds, tests, documents and packs VwMesh, for those who work in PowerShell.
.DESCRIPTION
    Build lays the module in output/VwMesh. Test runs tests/run.sh, which is what CI runs. Docs brings the pages in docs/en-US in line
    with the cmdlets (their text stays) and makes the help XML of them; it needs Microsoft.PowerShell.PlatyPS 1.0. Package makes what
    the PowerShell Gallery takes, in artifacts.
.EXAMPLE
    ./build.ps1
.EXAMPLE
    ./build.ps1 -Task Docs, Package
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Docs', 'Package')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$module = Join-Path $PSScriptRoot output VwMesh
$pages = Join-Path $PSScriptRoot docs en-US

function Invoke-BuildTask {
    dotnet build (Join-Path $PSScriptRoot src VwMesh.PowerShell) --configuration $Configuration --verbosity quiet -nodeReuse:false
}

function Invoke-TestTask {
    bash (Join-Path $PSScriptRoot tests run.sh)
}

function Invoke-DocsTask {
    Invoke-BuildTask
    # In a process of its own: an imported module's files stay open, and its types cannot be loaded again.
    pwsh -NoProfile -NonInteractive -File (Join-Path $PSScriptRoot docs Update-Help.ps1) -Module $module -Pages $pages
    Invoke-BuildTask
}

foreach ($name in $Task) {
    & "Invoke-${name}Task"
}
