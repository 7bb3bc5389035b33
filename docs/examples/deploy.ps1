<#
.SYNOPSIS
    Brings the nodes of a network that ssh can reach to what the network's file in git says, and says by its exit code how that went.
.DESCRIPTION
    Pulls the repository, checks the network, shows the plan, deploys to one node first and then to the others, and verifies that every
    node is as the file says and has shaken hands with each peer it can have a tunnel with.

    Exit codes: 0 all is as it should be; 1 the network has errors, or git failed, and nothing was touched; 2 a node failed or put itself
    back; 3 all nodes were deployed to, and one still differs or misses a tunnel.
.EXAMPLE
    ./deploy.ps1 -Repository ~/networks -Network wg-meshvpn
#>
[CmdletBinding()]
param(
    # The folder with the network's file, a work tree of git.
    [Parameter(Mandatory)] [string] $Repository,
    [Parameter(Mandatory)] [string] $Network,
    # Shows the plan and ends.
    [switch] $PlanOnly,
    # How long tunnels may take to come up, in seconds.
    [int] $Patience = 60
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module VwMesh
Set-Location $Repository

try {
    if (Test-Path .git) {
        git pull --ff-only --quiet
        if ($LASTEXITCODE -ne 0) { throw 'git pull failed' }
    }
    $faults = @(Test-VwNetwork $Network | Where-Object Severity -EQ Error)
    $faults | Format-Table -AutoSize | Out-Host
    if ($faults) { throw "network $Network has errors" }
} catch {
    "Nothing was touched: $_" | Out-Host
    exit 1
}

# Who has neither HostName nor Endpoint, such as a laptop, gets its file by other means.
$nodes = @(Get-VwNode $Network | Where-Object { $_.HostName -or $_.Endpoint })

'The plan:' | Out-Host
$nodes | Compare-VwNode -ErrorAction Continue | Sort-Object Node, Impact | Format-Table Node, Impact, Item, Subject -AutoSize | Out-Host
if ($PlanOnly) { exit 0 }

$results = @($nodes | Deploy-VwNode -Canary 1 -MaxFailures 3 -Verify -ErrorAction Continue)
$results | Format-Table Node, Outcome, Seconds, Error -AutoSize | Out-Host
if ($results | Where-Object Outcome -NotIn Unchanged, Hot, Restarted) { exit 2 }

# A tunnel is made when something is sent, which interfaces do when they come up. One that has been silent for a while is none the worse.
$dialling = @{}
$links = Get-VwPeer $Network | Where-Object { $_.State -in 'Mutual', 'Dials', 'Dialled' -and $_.Peer -in $nodes.Name }
foreach ($link in $links) { $dialling["$($link.Node) $($link.Peer)"] = $true }
$deadline = [datetime]::UtcNow.AddSeconds($Patience)
do {
    $status = @($nodes | Get-VwNodeStatus -ErrorAction Continue)
    $missing = @(foreach ($node in $status) {
        foreach ($peer in $node.Peers | Where-Object State -NotIn Live, Idle) {
            if ($dialling["$($node.Node) $($peer.Peer)"]) { "$($node.Node) - $($peer.Peer)" }
        }
    })
    if ($missing) { Start-Sleep -Seconds 2 }
} while ($missing -and [datetime]::UtcNow -lt $deadline)

$nodes | Get-VwNodeStatus -Matrix | Format-Table -AutoSize | Out-Host
$drift = @($nodes | Compare-VwNode -ErrorAction Continue)
if ($missing) { "No tunnel: $($missing -join ', ')" | Out-Host }
if ($drift) { $drift | Format-Table | Out-Host }
exit ($missing -or $drift -or $status.Count -lt $results.Count ? 3 : 0)
