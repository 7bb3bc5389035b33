BeforeAll {
    if (-not (Get-Module VwMesh)) { Import-Module (Join-Path $PSScriptRoot .. .. output VwMesh) }
    $ConfirmPreference = 'None'
    $WarningPreference = 'SilentlyContinue'
}

Describe 'Exports' {
    BeforeEach {
        Set-Location (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid())))
        $null = New-VwNetwork wg0 -AddressPoolIPv4 172.20.10.0/24 -AddressPoolIPv6 2001:db8:42::/64
        $null = Add-VwNode wg0 fra, lon -ListenPort 51820 | Set-VwNode -Endpoint { "$_.example.net" }
        $null = Add-VwNode wg0 cabin, laptop -PersistentKeepalive 25
    }
    AfterEach { Set-Location $PSScriptRoot }

    Context 'Export-VwNodeConfig' {
        It 'writes a private file a node, and leaves it alone the next time' -Skip:$IsWindows {
            (Export-VwNodeConfig wg0 -DestinationPath out).Outcome | Select-Object -Unique | Should -Be Created
            (Get-Item out/fra/wg0.conf).UnixMode | Should -Be '-rw-------'
            (Export-VwNodeConfig wg0 -DestinationPath out).Outcome | Select-Object -Unique | Should -Be Unchanged
        }
        It 'updates what a change concerns' {
            $null = Export-VwNodeConfig wg0 -DestinationPath out
            $null = Set-VwNode wg0 fra -ListenPort 1111
            (Export-VwNodeConfig wg0 -DestinationPath out | Where-Object Outcome -eq Updated).Node | Should -Be fra
        }
        It 'exports after the change of the same pipeline' {
            (Get-VwNode wg0 fra | Set-VwNode -ListenPort 4321 | Export-VwNodeConfig).Reveal() | Should -BeLike '*ListenPort = 4321*'
        }
        It 'writes keepalives towards every peer' {
            ([regex]::Matches((Export-VwNodeConfig wg0 cabin).Reveal(), 'PersistentKeepalive = 25')).Count | Should -Be 3
        }
        It 'shows no key in its table or list' {
            Export-VwNodeConfig wg0 | Out-String | Should -Not -Match 'PrivateKey ='
            Export-VwNodeConfig wg0 | Format-List | Out-String | Should -Not -Match 'PrivateKey ='
        }
        It 'respects -NoClobber' {
            $null = Export-VwNodeConfig wg0 fra -DestinationPath out
            Set-Content out/fra/wg0.conf 'mine'
            { Export-VwNodeConfig wg0 fra -DestinationPath out -NoClobber -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists,*'
            Get-Content out/fra/wg0.conf | Should -Be mine
        }
    }

    Context 'Export-VwDnsZone' {
        It 'writes a forward and two reverse zones' {
            (Export-VwDnsZone wg0 mesh.example.net -DestinationPath zones).Path | Split-Path -Leaf | Should -Contain mesh.example.net.zone
            Get-ChildItem zones | Should -HaveCount 3
        }
        It 'refuses what is no domain' {
            { Export-VwDnsZone wg0 'a b' -ErrorAction Stop } | Should -Throw
        }
    }

    Context 'Export-VwDiagram' {
        It 'draws <_>' -ForEach Svg, Mermaid, Dot {
            (Export-VwDiagram wg0 $_ -Raw) | Should -Match 'laptop'
        }
    }

    Context 'Export-VwRoutingConfig' {
        It 'lets babeld announce the pools alone, and relay' {
            $text = Export-VwRoutingConfig wg0 fra -Raw
            $text | Should -Match 'interface vwg0 type tunnel split-horizon false'
            $text | Should -Match 'redistribute local ip 172\.20\.10\.0/24 allow'
            $text | Should -Match 'redistribute local deny'
        }
    }

    Context 'Import-VwNodeConfig' {
        It 'takes back what Export-VwNodeConfig wrote' {
            $null = Export-VwNodeConfig wg0 -DestinationPath out
            $null = New-Item -ItemType Directory elsewhere
            $network = Import-VwNodeConfig elsewhere/wg0 out
            $network.Nodes | Should -Be cabin, fra, laptop, lon
            foreach ($node in Get-VwNode $network) {
                $config = Export-VwNodeConfig elsewhere/wg0.toml $node.Name
                foreach ($file in $config.FileName) { $config.Reveal($file) | Should -BeExactly (Get-Content "out/$node/$file" -Raw) }
            }
        }
        It 'makes nothing when a file is missing' {
            { Import-VwNodeConfig adopted nowhere -ErrorAction Stop } | Should -Throw -ErrorId 'NodeConfigNotFound,*'
            'adopted.toml' | Should -Not -Exist
        }
    }
}
