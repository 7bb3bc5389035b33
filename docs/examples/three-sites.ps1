<#
.SYNOPSIS
    Three sites with a LAN each become one network.
.DESCRIPTION
    Makes the network sites in a folder. Each of its nodes is the router of a site: hosts in the three LANs reach each other through the
    mesh, without a routing daemon. Shows the routes that the first node gets. Runs in pwsh and in vwsh.
.PARAMETER Path
    The folder to work in; without it, a new one below the temporary folder.
#>
param(
    [string] $Path = [System.IO.Directory]::CreateTempSubdirectory('vwmesh-').FullName
)

$ErrorActionPreference = 'Stop'
$network = [System.IO.Path]::Combine($Path, 'sites.toml')
$null = New-VwNetwork $network -AddressPoolIPv4 172.20.10.0/24

# The routers, their endpoints, and the LANs behind them. bergen is behind its provider's NAT.
@'
Name,Endpoint,ListenPort,PersistentKeepalive,Subnets
oslo,192.0.2.1,51820,,192.168.10.0/24
berlin,192.0.2.2,51820,,"192.168.20.0/24, 192.168.21.0/24"
bergen,,51820,25,192.168.30.0/24
'@ | ConvertFrom-Csv | Add-VwNode $network | Format-Table Name, Address, Endpoint, Subnets | Out-Host

Test-VwNetwork $network | Out-Host

$out = [System.IO.Path]::Combine($Path, 'out')
Export-VwNodeConfig $network -DestinationPath $out | Out-Host
Get-ChildItem ([System.IO.Path]::Combine($out, 'oslo')) | Select-String '192\.168\.[23]\d' | ForEach-Object Line | Out-Host

'Each router must forward packets: sysctl -w net.ipv4.ip_forward=1'
'Hosts in each LAN send packets for the other LANs to the router of their site: it is their default gateway, or that one has a route.'
