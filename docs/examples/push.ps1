<#
.SYNOPSIS
    Brings new configurations to their nodes over SSH, and loads them.
.DESCRIPTION
    Exports a network and sends the files of each node that has changed to it with Invoke-Command over SSH, one node after the other. The
    node keeps the files it had as FILE.old, puts the new ones in their place and restarts the network. When that fails it puts the old
    ones back and restarts with them.

    Deploy-VwNode does this and more without PowerShell on the nodes; this shows how to write a way of your own.

    Needs SSH keys to root on the nodes, and PowerShell there (https://aka.ms/powershell, with its subsystem in sshd_config). For nodes
    without, "scp -p" and "ssh ... sh NETWORK.vwmesh install" do the same, one node at a time.
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
    param([string] $Name, [hashtable] $Files)
    $ErrorActionPreference = 'Stop'
    Set-Location /etc/wireguard
    foreach ($file in $Files.Keys) {
        if (Test-Path $file) { Move-Item $file "$file.old" -Force }
        # Private from its first byte.
        $options = [System.IO.FileStreamOptions] @{ Mode = 'CreateNew'; Access = 'Write'; UnixCreateMode = 'UserRead, UserWrite' }
        $writer = [System.IO.StreamWriter]::new("/etc/wireguard/$file", $options)
        $writer.Write($Files[$file])
        $writer.Dispose()
    }
    sh "$Name.vwmesh" install
    if ($LASTEXITCODE -ne 0) {
        if (Test-Path "$Name.vwmesh.old") {
            $Files.Keys | Where-Object { Test-Path "$_.old" } | ForEach-Object { Move-Item "$_.old" $_ -Force }
            sh "$Name.vwmesh" install
        }
        throw "$Name does not start with its new configuration; the old one is back."
    }
}

# The folder says what the nodes have: a node's files are written there when the node has them.
$changed = Export-VwNodeConfig $Network | Where-Object {
    $config = $_
    $config.FileName | Where-Object { (Get-Content "$DestinationPath/$($config.Node)/$_" -Raw -ErrorAction Ignore) -cne $config.Reveal($_) }
}

foreach ($config in $changed) {
    $target = Get-VwNode $Network $config.Node | ForEach-Object $HostName
    if (-not $target) {
        Write-Warning "$($config.Node) has no endpoint; -HostName can say how SSH reaches it."
        continue
    }
    if ($PSCmdlet.ShouldProcess("$($config.Node) ($target)", "Load $($config.FileName)")) {
        $files = @{}
        $config.FileName | ForEach-Object { $files["$_"] = $config.Reveal($_) }
        try {
            Invoke-Command -HostName $target -UserName root -ScriptBlock $load -ArgumentList "$($config.Network)", $files
            Export-VwNodeConfig $Network $config.Node -DestinationPath $DestinationPath
        } catch {
            Write-Error "$($config.Node): $_" -ErrorAction Continue
        }
    }
}
