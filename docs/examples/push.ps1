<#
.SYNOPSIS
    Brings new configurations to their nodes over SSH, and loads them.
.DESCRIPTION
    Exports a network and sends each file that has changed to its node with Invoke-Command over SSH, one node after the other. The node
    keeps the file it had as NETWORK.conf.old, puts the new one in its place and restarts the interface; when that fails it puts the old
    one back and restarts with it.

    Deploy-VwNode does this and more without PowerShell on the nodes; this shows how to write a way of your own.

    Needs SSH keys to root on the nodes, and PowerShell there (https://aka.ms/powershell, with its subsystem in sshd_config). For nodes
    without, "scp -p" and "ssh ... wg-quick down, up" do the same, a node at a time.
.PARAMETER Network
    The network: a name in the current location, or a path.
.PARAMETER DestinationPath
    The folder with the configurations as they were sent last time.
.PARAMETER HostName
    How SSH reaches a node; a script block is given each node. Without it, the host of its endpoint.
.EXAMPLE
    ./push.ps1 corp -WhatIf
.EXAMPLE
    ./push.ps1 corp -HostName { "$_.mgmt.example.net" }
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $Network,
    [string] $DestinationPath = 'out',
    [scriptblock] $HostName = { $_.Endpoint.Host }
)

$ErrorActionPreference = 'Stop'

$load = {
    param([string] $Name, [string] $Content)
    $ErrorActionPreference = 'Stop'
    $file = "/etc/wireguard/$Name.conf"
    if (Test-Path $file) { Move-Item $file "$file.old" -Force }
    # Private from its first byte.
    $options = [System.IO.FileStreamOptions] @{ Mode = 'CreateNew'; Access = 'Write'; UnixCreateMode = 'UserRead, UserWrite' }
    $writer = [System.IO.StreamWriter]::new($file, $options)
    $writer.Write($Content)
    $writer.Dispose()
    systemctl enable "wg-quick@$Name"
    systemctl restart "wg-quick@$Name"
    if ($LASTEXITCODE -ne 0) {
        if (Test-Path "$file.old") {
            Move-Item "$file.old" $file -Force
            systemctl restart "wg-quick@$Name"
        }
        throw "$Name does not start with its new configuration; the old one is back."
    }
}

# The folder says what the nodes have: a file is written there when its node has it.
$before = @{}
Get-ChildItem $DestinationPath -Recurse -Filter "$Network.conf" -ErrorAction Ignore |
    ForEach-Object { $before[$_.Directory.Name] = Get-Content $_ -Raw }
$changed = Export-VwNodeConfig $Network | Where-Object { $before[$_.Node] -cne $_.Reveal() }

foreach ($config in $changed) {
    $target = Get-VwNode $Network $config.Node | ForEach-Object $HostName
    if (-not $target) {
        Write-Warning "$($config.Node) has no endpoint; -HostName can say how SSH reaches it."
        continue
    }
    if ($PSCmdlet.ShouldProcess("$($config.Node) ($target)", "Load $($config.FileName)")) {
        try {
            Invoke-Command -HostName $target -UserName root -ScriptBlock $load -ArgumentList "$($config.Network)", $config.Reveal()
            Export-VwNodeConfig $Network $config.Node -DestinationPath $DestinationPath
        } catch {
            Write-Error "$($config.Node): $_" -ErrorAction Continue
        }
    }
}
