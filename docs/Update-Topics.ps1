<#
.SYNOPSIS
    Makes the text that Get-Help reads of the topics that are written in Markdown. Needs no other module. Called by build.ps1 Docs.
.DESCRIPTION
    Each about_*.md becomes about_*.help.txt. Each finding of about_VwMesh_Diagnostics.md becomes a topic of its own too: Get-Help VW3024.
#>
[CmdletBinding()]
param([Parameter(Mandatory)] [string] $Pages)

$ErrorActionPreference = 'Stop'

function ConvertTo-TopicLine ([string[]] $Markdown) {
    $inCode = $false
    switch -Regex ($Markdown) {
        '^```' { $inCode = -not $inCode; continue }
        '^# about_(.*)' { 'TOPIC', "    about_$($Matches[1])"; continue }
        '^## about_' { continue }
        '^# (.*)' { $Matches[1].ToUpperInvariant(); continue }
        '^## (.*)' { "  $($Matches[1])"; continue }
        '^### (.*)' { "    $($Matches[1])"; continue }
        '^$' { ''; continue }
        default { ($inCode ? '        ' : '    ') + ($inCode ? $_ : ($_ -replace '[`*]([^`*]+)[`*]', '$1')) }
    }
}

function Set-Topic ([string] $Path, [string[]] $Line) { Set-Content $Path (($Line -join "`n") -replace '\n{3,}', "`n`n") }

foreach ($topic in Get-Item (Join-Path $Pages about_*.md)) {
    Set-Topic (Join-Path $Pages "$($topic.BaseName).help.txt") (ConvertTo-TopicLine (Get-Content $topic))
}

$findings = New-Item -ItemType Directory -Force (Join-Path $Pages findings)
Remove-Item (Join-Path $findings *.help.txt)
$text = Get-Content (Join-Path $Pages about_VwMesh_Diagnostics.md) -Raw
foreach ($match in [regex]::Matches($text, '(?ms)^### (VW\d{4}) ([^\n]*)\n(.*?)(?=^#{1,3} |\z)')) {
    $code, $title, $body = $match.Groups[1..3].Value
    Set-Topic (Join-Path $findings "$code.help.txt") @(
        'TOPIC', "    $code", '', 'SHORT DESCRIPTION', "    $title", '', 'LONG DESCRIPTION'
        ConvertTo-TopicLine ($body.Trim() -split '\n')
        '', 'SEE ALSO', '    about_VwMesh_Diagnostics, Test-VwNetwork'
    )
}
