<#
.SYNOPSIS
    Brings the help pages in line with the cmdlets, and makes the help XML of them. Called by build.ps1 Docs.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Module,
    [Parameter(Mandatory)] [string] $Pages
)

$ErrorActionPreference = 'Stop'
Import-Module Microsoft.PowerShell.PlatyPS -MinimumVersion 1.0
# Get-Help must not answer for the cmdlets: what is asked for is what they are, and what the pages say of them.
Remove-Item (Join-Path $Module en-US *.xml) -ErrorAction Ignore
Import-Module $Module
$folder = [System.IO.Directory]::CreateTempSubdirectory().FullName

$help = foreach ($command in Get-Command -Module VwMesh | Sort-Object Name) {
    $now = New-CommandHelp $command
    $page = Join-Path $Pages "$command.md"
    if (Test-Path $page) {
        $text = Import-MarkdownCommandHelp $page
        foreach ($property in 'Synopsis', 'Description', 'Notes', 'Aliases') { $now.$property = $text.$property }
        foreach ($list in 'Examples', 'Inputs', 'Outputs', 'RelatedLinks') {
            $now.$list.Clear()
            $text.$list | ForEach-Object { $now.$list.Add($_) }
        }
        foreach ($parameter in $now.Parameters) {
            $written = $text.Parameters | Where-Object Name -EQ $parameter.Name
            if ($written) {
                $parameter.Description = $written.Description
                $parameter.DefaultValue = $written.DefaultValue
            }
        }
    } else {
        Write-Warning "$page is new: its text is to be written."
    }
    # PlatyPS leaves the accepted values out, and shows what may be left open as Nullable`1.
    foreach ($parameter in $now.Parameters) {
        $real = $command.Parameters[$parameter.Name]
        $parameter.Type = $real.ParameterType.IsValueType ? ([System.Nullable]::GetUnderlyingType($real.ParameterType) ?? $real.ParameterType).FullName : $parameter.Type
        $values = ($real.Attributes | Where-Object { $_ -is [System.Management.Automation.ValidateSetAttribute] }).ValidValues
        if ($values) { $parameter.AddAcceptedValueRange([string[]] $values) }
    }
    $now.Syntax | ForEach-Object { $_.HasCmdletBinding = $true }
    $now.Metadata.Remove('ms.date')
    $null = Export-MarkdownCommandHelp $now -OutputFolder $folder -Force
    $now
}
Copy-Item (Join-Path $folder VwMesh *.md) $Pages

# What is right in Markdown and not in a terminal: fences, backticks, and links that are relative.
function ConvertTo-PlainText ([string] $Markdown) { $Markdown -replace '(?m)^```.*\r?\n?' -replace '`([^`\r\n]+)`', '$1' }
foreach ($page in $help) {
    foreach ($part in @($page) + $page.Parameters + $page.Inputs + $page.Outputs) { $part.Description = ConvertTo-PlainText $part.Description }
    foreach ($example in $page.Examples) { $example.Remarks = ConvertTo-PlainText $example.Remarks }
    foreach ($link in $page.RelatedLinks) { $link.Uri = '' }
}
$made = Export-MamlCommandHelp $help -OutputFolder $folder -Force

# PlatyPS leaves default values out.
$xml = [xml]::new()
$xml.Load($made.FullName)
$names = [System.Xml.XmlNamespaceManager]::new($xml.NameTable)
$names.AddNamespace('maml', 'http://schemas.microsoft.com/maml/2004/10')
$names.AddNamespace('command', 'http://schemas.microsoft.com/maml/dev/command/2004/10')
$names.AddNamespace('dev', 'http://schemas.microsoft.com/maml/dev/2004/10')
foreach ($command in $xml.SelectNodes('//command:command', $names)) {
    $page = $help | Where-Object Title -EQ $command.SelectSingleNode('command:details/command:name', $names).InnerText
    foreach ($parameter in $command.SelectNodes('.//command:parameter', $names)) {
        $name = $parameter.SelectSingleNode('maml:name', $names).InnerText
        $default = $xml.CreateElement('dev', 'defaultValue', $names.LookupNamespace('dev'))
        $default.InnerText = ($page.Parameters | Where-Object Name -EQ $name).DefaultValue
        $null = $parameter.AppendChild($default)
    }
}
# No page exists online.
foreach ($link in $xml.SelectNodes("//maml:navigationLink[maml:linkText='Online Version']", $names)) { $null = $link.ParentNode.RemoveChild($link) }
$text = [System.IO.StreamWriter]::new((Join-Path $Pages $made.Name))
$xml.Save($text)
$text.Dispose()
Remove-Item $folder -Recurse

& (Join-Path $PSScriptRoot Update-Topics.ps1) -Pages $Pages
