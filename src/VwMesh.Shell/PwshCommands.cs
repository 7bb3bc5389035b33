namespace VwMesh.Shell;

/// <summary>The commands of pwsh 7.6 that are not in its engine: Microsoft.PowerShell.Utility, .Management and .Security.</summary>
internal static class PwshCommands
{
    public static IReadOnlySet<string> Names { get; } = """
        Add-Content Add-Member Add-Type Clear-Content Clear-Item Clear-ItemProperty Clear-Variable Compare-Object Convert-Path
        ConvertFrom-CliXml ConvertFrom-Csv ConvertFrom-Json ConvertFrom-Markdown ConvertFrom-SecureString ConvertFrom-StringData
        ConvertTo-CliXml ConvertTo-Csv ConvertTo-Html ConvertTo-Json ConvertTo-SecureString ConvertTo-Xml Copy-Item Copy-ItemProperty
        Debug-Process Debug-Runspace Disable-PSBreakpoint Disable-RunspaceDebug Enable-PSBreakpoint Enable-RunspaceDebug Export-Alias
        Export-Clixml Export-Csv Export-FormatData Export-PSSession Format-Custom Format-Hex Format-List Format-Table Format-Wide
        Get-Alias Get-ChildItem Get-Clipboard Get-CmsMessage Get-Content Get-Credential Get-Culture Get-Date Get-Error Get-Event
        Get-EventSubscriber Get-ExecutionPolicy Get-FileHash Get-FormatData Get-Host Get-Item Get-ItemProperty Get-ItemPropertyValue
        Get-MarkdownOption Get-Member Get-PSBreakpoint Get-PSCallStack Get-PSDrive Get-PSProvider Get-PfxCertificate Get-Process
        Get-Random Get-Runspace Get-RunspaceDebug Get-SecureRandom Get-TimeZone Get-TraceSource Get-TypeData Get-UICulture Get-Unique
        Get-Uptime Get-Variable Get-Verb Group-Object Import-Alias Import-Clixml Import-Csv Import-LocalizedData Import-PSSession
        Import-PowerShellDataFile Invoke-Expression Invoke-Item Invoke-RestMethod Invoke-WebRequest Join-Path Join-String
        Measure-Command Measure-Object Move-Item Move-ItemProperty New-Alias New-Event New-Guid New-Item New-ItemProperty New-Object
        New-PSDrive New-TemporaryFile New-TimeSpan New-Variable Out-File Out-String Pop-Location Protect-CmsMessage Push-Location
        Read-Host Register-EngineEvent Register-ObjectEvent Remove-Alias Remove-Event Remove-Item Remove-ItemProperty
        Remove-PSBreakpoint Remove-PSDrive Remove-TypeData Remove-Variable Rename-Item Rename-ItemProperty Resolve-Path
        Restart-Computer Select-Object Select-String Select-Xml Send-MailMessage Set-Alias Set-Clipboard Set-Content Set-Date
        Set-ExecutionPolicy Set-Item Set-ItemProperty Set-MarkdownOption Set-PSBreakpoint Set-TraceSource Set-Variable Show-Markdown
        Sort-Object Split-Path Start-Process Start-Sleep Stop-Computer Stop-Process Tee-Object Test-Connection Test-Json Test-Path
        Trace-Command Unblock-File Unprotect-CmsMessage Unregister-Event Update-FormatData Update-List Update-TypeData Wait-Debugger
        Wait-Event Wait-Process Write-Debug Write-Error Write-Host Write-Information Write-Output Write-Progress Write-Verbose
        Write-Warning
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
