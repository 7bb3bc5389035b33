#!/usr/bin/env pwsh
<#
.SYNOPSIS
    Builds, tests, documents and packs VwMesh, for those who work in PowerShell.
.DESCRIPTION
    Runs in pwsh, and on a machine without it in vwsh: dotnet run --project src/VwMesh.Shell -- build.ps1 -Task Package.
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

$artifacts = Join-Path $PSScriptRoot artifacts
# The shell that runs this, which need not be called pwsh; scripts that call pwsh get it too.
$shell = [System.Environment]::ProcessPath
if (Test-Path (Join-Path $PSHOME pwsh)) { $env:PATH = $PSHOME + [System.IO.Path]::PathSeparator + $env:PATH }

function Invoke-BuildTask ([string] $Configuration) {
    dotnet build (Join-Path $PSScriptRoot src VwMesh.PowerShell) --configuration $Configuration --verbosity quiet -nodeReuse:false
}

function Invoke-TestTask {
    bash (Join-Path $PSScriptRoot tests run.sh)
}

function Invoke-DocsTask ([string] $Configuration) {
    Invoke-BuildTask $Configuration
    # In a process of its own: an imported module's files stay open, and its types cannot be loaded again.
    & $shell -NoProfile -NonInteractive -File (Join-Path $PSScriptRoot docs Update-Help.ps1) -Module $module -Pages $pages
    Invoke-BuildTask $Configuration
}

# What CHANGELOG.md says of a version, or of what is not yet released.
function Get-ReleaseNote ([string] $Version) {
    $text = Get-Content (Join-Path $PSScriptRoot CHANGELOG.md) -Raw
    foreach ($heading in [regex]::Escape("[$Version]"), '\[Unreleased\]') {
        if ($text -match "(?ms)^## $heading.*?\n(.*?)(?=^## |\z)") { return $Matches[1].Trim() }
    }
    throw "CHANGELOG.md says nothing of $Version."
}

function Invoke-PackageTask {
    Remove-Item $artifacts, $module -Recurse -Force -ErrorAction Ignore
    Invoke-BuildTask Release
    $manifest = Import-PowerShellDataFile (Join-Path $module VwMesh.psd1)
    $version = $manifest.ModuleVersion
    $notes = Get-ReleaseNote $version
    $escape = { [System.Security.SecurityElement]::Escape($args[0]) }

    $staged = Join-Path $artifacts stage
    Copy-Item $module $staged -Recurse
    $file = Join-Path $staged VwMesh.psd1
    $text = Get-Content $file -Raw
    Set-Content $file ($text -replace '(?m)^( +)LicenseUri', "`$1ReleaseNotes = @'`n$($notes.Replace('$', '$$'))`n'@`n`$0") -NoNewline
    $null = Test-ModuleManifest $file

    # The tags by which the gallery knows what a module has.
    $tags = @('PSModule', 'PSIncludes_Cmdlet') + $manifest.PrivateData.PSData.Tags +
        ($manifest.CmdletsToExport | ForEach-Object { "PSCmdlet_$_", "PSCommand_$_" })
    $null = New-Item -ItemType Directory (Join-Path $artifacts pack)
    $nuspec = Join-Path $artifacts pack VwMesh.nuspec
    Set-Content $nuspec @"
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
  <metadata>
    <id>VwMesh</id>
    <version>$version</version>
    <authors>$(& $escape $manifest.Author)</authors>
    <copyright>$(& $escape $manifest.Copyright)</copyright>
    <license type="expression">MIT</license>
    <description>$(& $escape $manifest.Description)</description>
    <releaseNotes>$(& $escape $notes)</releaseNotes>
    <tags>$($tags -join ' ')</tags>
  </metadata>
  <files>
    <file src="../stage/**" target="" />
  </files>
</package>
"@
    # dotnet pack wants a project; this one has nothing of its own.
    $project = Join-Path $artifacts pack VwMesh.csproj
    Set-Content $project @'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <NoBuild>true</NoBuild>
    <IncludeBuildOutput>false</IncludeBuildOutput>
    <NuspecFile>VwMesh.nuspec</NuspecFile>
    <NoWarn>NU5100;NU5110;NU5111;NU5128</NoWarn>
  </PropertyGroup>
</Project>
'@
    dotnet pack $project --output $artifacts --verbosity quiet -nodeReuse:false
    $package = Join-Path $artifacts "VwMesh.$version.nupkg"

    # Installed as the gallery's clients do: unpacked, without what only the package needs.
    $installed = Join-Path $artifacts Modules VwMesh $version
    [System.IO.Compression.ZipFile]::ExtractToDirectory($package, $installed)
    Remove-Item -LiteralPath (Join-Path $installed '[Content_Types].xml')
    Remove-Item (Join-Path $installed _rels), (Join-Path $installed package), (Join-Path $installed VwMesh.nuspec) -Recurse -Force
    # The Pester that the tests use.
    $tests = Join-Path $PSScriptRoot tests VwMesh.Shell.Tests
    dotnet restore $tests --verbosity quiet
    $pester = Join-Path (dotnet msbuild $tests -getProperty:NuGetPackageRoot) pester 6.2.0 tools Pester.psd1
    & $shell -NoProfile -NonInteractive -File (Join-Path $PSScriptRoot tests Pester Invoke-All.ps1) -Module (Join-Path $installed VwMesh.psd1) -Pester $pester
    Remove-Item $staged, (Join-Path $artifacts pack) -Recurse -Force
    Get-Item $package
}

foreach ($name in $Task) {
    switch ($name) {
        Build { Invoke-BuildTask $Configuration }
        Test { Invoke-TestTask }
        Docs { Invoke-DocsTask $Configuration }
        Package { Invoke-PackageTask }
    }
}
