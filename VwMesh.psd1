@{
    RootModule           = 'VwMesh.PowerShell.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '7c1f4a0e-6b0d-4b53-9a57-2f7d3f5f9c51'
    Author               = 'The VwMesh developers'
    CompanyName          = 'The VwMesh developers'
    Copyright            = 'Copyright (c) 2026 The VwMesh developers. MIT License.'
    Description          = 'Describes a VXLAN over WireGuard mesh in one TOML file, checks it, and computes the configuration of every node.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('VwMesh.format.ps1xml')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    # With commas: the engine evaluates one list sooner than as many statements.
    CmdletsToExport      = @(
        'Add-VwNode',
        'Block-VwPeer',
        'Compare-VwNode',
        'Deploy-VwNode',
        'Export-VwDiagram',
        'Export-VwDnsZone',
        'Export-VwMetric',
        'Export-VwNodeConfig',
        'Export-VwRoutingConfig',
        'Get-VwNetwork',
        'Get-VwNode',
        'Get-VwNodeStatus',
        'Get-VwPeer',
        'Get-VwPublicKey',
        'Import-VwNodeConfig',
        'New-VwKey',
        'New-VwNetwork',
        'New-VwPresharedKey',
        'Register-VwNode',
        'Remove-VwNetwork',
        'Remove-VwNode',
        'Rename-VwNetwork',
        'Rename-VwNode',
        'Restore-VwNetwork',
        'Set-VwNetwork',
        'Set-VwNode',
        'Set-VwPeer',
        'Test-VwNetwork',
        'Test-VwPeer',
        'Unblock-VwPeer',
        'Uninstall-VwNode',
        'Update-VwNodeKey'
    )
    PrivateData          = @{
        PSData = @{
            Tags       = @('WireGuard', 'VXLAN', 'SD-WAN', 'VPN', 'Mesh', 'Network', 'Linux', 'PSEdition_Core', 'MacOS', 'Windows')
            LicenseUri = 'https://opensource.org/licenses/MIT'
        }
    }
}
