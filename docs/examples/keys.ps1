<#
.SYNOPSIS
    What to do when a node is lost, and when keys are due: block, renew, export.
.DESCRIPTION
    A lost node is blocked from all others at once; it stays in the network, so that its addresses are not given to another, and can be
    let in again with a new key. Keys that are due are renewed for all other nodes in one write.
.PARAMETER Network
    The network: a name in the current location, or a path.
.PARAMETER Lost
    Nodes that were lost or stolen.
.PARAMETER Renew
    Nodes, with or without wildcards, that get new keys.
.PARAMETER DestinationPath
    Where the new configurations go.
.EXAMPLE
    ./keys.ps1 corp -Lost laptop
.EXAMPLE
    ./keys.ps1 corp -Renew 'l*' -Confirm:$false
#>
[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
param(
    [Parameter(Mandatory)] [string] $Network,
    [string[]] $Lost = @(),
    [string[]] $Renew = @(),
    [string] $DestinationPath = 'out'
)

$ErrorActionPreference = 'Stop'

foreach ($node in Get-VwNode $Network | Where-Object Name -In $Lost) {
    $others = (Get-VwNode $Network | Where-Object Name -NE $node.Name).Name
    if ($PSCmdlet.ShouldProcess($node, 'Block from all other nodes, and renew its key')) {
        $null = Block-VwPeer $Network $node.Name $others -Confirm:$false
        # The peers must not accept the old key any more.
        $null = $node | Update-VwNodeKey -NoOverlap -Confirm:$false
    }
}

$due = if ($Renew) { Get-VwNode $Network $Renew | Where-Object Name -NotIn $Lost }
if ($due -and $PSCmdlet.ShouldProcess(($due.Name -join ', '), 'Renew the keys')) {
    # The peers accept both keys. When all nodes run the new files, Update-VwNodeKey -RemovePrevious ends that.
    $null = $due | Update-VwNodeKey -Confirm:$false
}

# The others no longer know the lost node: until they have these files, they do.
Get-VwNode $Network | Where-Object Name -NotIn $Lost | Export-VwNodeConfig -DestinationPath $DestinationPath
