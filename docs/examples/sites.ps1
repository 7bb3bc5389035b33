<#
.SYNOPSIS
    Fifty sites of a CSV file become a mesh.
.DESCRIPTION
    Adds the sites of a CSV file that are not yet in the network, brings the others up to date, and says what the mesh looks like then.
    Columns bind by name: Name, Endpoint, ListenPort, PersistentKeepalive, and whatever else Set-VwNode has a parameter for. Run it again
    when the file has changed.
.PARAMETER Csv
    The CSV file.
.PARAMETER Network
    The network: a name in the current location, or a path. It is made when it is not there.
.EXAMPLE
    ./sites.ps1 -Csv sites.csv -Network corp
#>
param(
    [string] $Csv = (Join-Path $PSScriptRoot sites.csv),
    [string] $Network = 'corp'
)

$ErrorActionPreference = 'Stop'

if (-not (Get-VwNetwork $Network -ErrorAction Ignore)) {
    $null = New-VwNetwork $Network -AddressPoolIPv4 172.20.0.0/22
}

$known = (Get-VwNode $Network).Name
$new, $old = (Import-Csv $Csv).Where({ $_.Name -notin $known }, 'Split')
if ($new) { $null = $new | Add-VwNode $Network }
if ($old) { $null = $old | Set-VwNode $Network }

# Sites without an endpoint cannot reach each other directly. Blocking these pairs keeps each other's keys out of their configurations;
# their traffic goes over the sites that have one.
$null = Get-VwPeer $Network | Where-Object State -EQ Impossible | Block-VwPeer

Get-VwNetwork $Network
Get-VwPeer $Network | Group-Object State -NoElement
