BeforeAll {
    if (-not (Get-Module VwMesh)) { Import-Module (Join-Path $PSScriptRoot .. .. output VwMesh) }
    $ConfirmPreference = 'None'
    $WarningPreference = 'SilentlyContinue'
}

Describe 'Peers' {
    BeforeEach {
        Set-Location (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid())))
        $null = New-VwNetwork wg0 -AddressPoolIPv4 172.20.10.0/24 -AddressPoolIPv6 2001:db8:42::/64
        $null = Add-VwNode wg0 fra, lon -ListenPort 51820 | Set-VwNode -Endpoint { "$_.example.net" }
        $null = Add-VwNode wg0 cabin, laptop -PersistentKeepalive 25
    }
    AfterEach { Set-Location $PSScriptRoot }

    Context 'Get-VwPeer' {
        It 'tells who dials whom' {
            $links = Get-VwPeer wg0 fra
            ($links | Where-Object Peer -eq 'lon').State | Should -Be Mutual
            ($links | Where-Object Peer -eq 'cabin').State | Should -Be Dialled
            (Get-VwPeer wg0 cabin | Where-Object Peer -eq 'fra').State | Should -Be Dials
        }
        It 'tells why two nodes can never connect' {
            $link = Get-VwPeer wg0 cabin | Where-Object Peer -eq 'laptop'
            $link.State | Should -Be Impossible
            $link.Reason | Should -Match 'endpoint'
        }
    }

    Context 'Block-VwPeer and Unblock-VwPeer' {
        It 'work in both directions' {
            $null = Block-VwPeer wg0 fra lon
            (Get-VwPeer wg0 lon | Where-Object Peer -eq 'fra').State | Should -Be Blocked
            $null = Unblock-VwPeer wg0 lon fra
            (Get-VwPeer wg0 fra | Where-Object Peer -eq 'lon').State | Should -Be Mutual
        }
        It 'take what Get-VwPeer emits' {
            $null = Get-VwPeer wg0 | Where-Object State -eq Impossible | Block-VwPeer
            (Get-VwNetwork wg0).Blocked | Should -HaveCount 1
            Get-VwPeer wg0 | Where-Object State -eq Impossible | Should -BeNullOrEmpty
        }
        It 'leave a blocked peer out of the configuration' {
            $key = (Get-VwNode wg0 lon).PublicKey
            (Export-VwNodeConfig wg0 fra).Reveal() | Should -BeLike "*$key*"
            $null = Block-VwPeer wg0 fra lon
            (Export-VwNodeConfig wg0 fra).Reveal() | Should -Not -BeLike "*$key*"
        }
    }
}
