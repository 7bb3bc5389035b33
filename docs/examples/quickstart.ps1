<#
.SYNOPSIS
    Three nodes become a mesh: made, shown, exported.
.DESCRIPTION
    Makes the network wg-meshvpn in a folder, gives two of its three nodes an endpoint, shows the tables, and writes the
    configuration of each node. Runs in pwsh and in vwsh.
.PARAMETER Path
    The folder to work in; without it, a new one below the temporary folder.
#>
param(
    [string] $Path = [System.IO.Directory]::CreateTempSubdirectory('vwmesh-').FullName
)

$ErrorActionPreference = 'Stop'
$network = [System.IO.Path]::Combine($Path, 'wg-meshvpn.toml')

# A network, and its pools: IPv4 addresses are allotted, IPv6 addresses follow from the nodes' keys.
New-VwNetwork $network -AddressPoolIPv4 172.20.10.0/24 -AddressPoolIPv6 2001:db8:42::/64 | Out-Host

# Three nodes. node3 has no endpoint: it sits behind NAT and dials the others, who learn where it is.
$null = Add-VwNode $network node1 -ListenPort 1234 -Endpoint '[2001:db8:1::1]'
$null = Add-VwNode $network node2 -ListenPort 2345 -Endpoint '[2001:db8:2::1]'
$null = Add-VwNode $network node3 -ListenPort 3456 -PersistentKeepalive 25

Get-VwNode $network | Out-Host
Get-VwPeer $network node3 | Out-Host

# A folder a node, a file a network; each goes to /etc/wireguard of its node.
$out = [System.IO.Path]::Combine($Path, 'out')
Export-VwNodeConfig $network -DestinationPath $out | Out-Host

"The network is in $network."
"The configurations are in $out. They hold private keys: copy each to its node only."
"On the node, in its folder: sh wg-meshvpn.vwmesh install"
