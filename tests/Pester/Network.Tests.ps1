BeforeAll {
    if (-not (Get-Module VwMesh)) { Import-Module (Join-Path $PSScriptRoot .. .. output VwMesh) }
    $ConfirmPreference = 'None'
    $WarningPreference = 'SilentlyContinue'
}

Describe 'Networks' {
    BeforeEach {
        Set-Location (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid())))
        $null = New-VwNetwork wg0 -AddressPoolIPv4 172.20.10.0/24 -AddressPoolIPv6 2001:db8:42::/64
        $null = Add-VwNode wg0 fra, lon -ListenPort 51820 | Set-VwNode -Endpoint { "$_.example.net" }
        $null = Add-VwNode wg0 cabin, laptop -PersistentKeepalive 25
    }
    AfterEach { Set-Location $PSScriptRoot }

    Context 'New-VwNetwork' {
        It 'makes a file that only its owner can read' -Skip:$IsWindows {
            (New-VwNetwork wg1).Path | Should -Be (Join-Path $PWD wg1.toml)
            (Get-Item wg1.toml).UnixMode | Should -Be '-rw-------'
        }
        It 'chooses pools, a VNI and an MTU that does not fragment' {
            $network = New-VwNetwork wg1
            "$($network.AddressPoolIPv4)" | Should -Match '^10\.\d+\.\d+\.0/24$'
            "$($network.AddressPoolIPv6)" | Should -Match '^fd.*/64$'
            $network.VxlanId | Should -BeGreaterThan 0
            $network.VxlanMtu, $network.VxlanPort, "$($network.Guard)" | Should -Be 1370, 4789, 'Nftables'
        }
        It 'takes many names from the pipeline' {
            'a', 'b' | New-VwNetwork | Should -HaveCount 2
        }
        It 'takes the settings of another network' {
            $null = New-VwNetwork one -VxlanMtu 1390 -VxlanPort 8472 -Guard None
            $two = Get-VwNetwork one | New-VwNetwork two
            $two.VxlanMtu, $two.VxlanPort, "$($two.Guard)" | Should -Be 1390, 8472, 'None'
            $two.VxlanId | Should -Not -Be (Get-VwNetwork one).VxlanId
        }
        It 'makes nothing with -WhatIf' {
            New-VwNetwork wg1 -WhatIf
            'wg1.toml' | Should -Not -Exist
        }
        It 'refuses a name that cannot be an interface' {
            { New-VwNetwork fifteen-letters -ErrorAction Stop } | Should -Throw '*14*' -ErrorId 'InvalidNetworkName,*'
        }
        It 'refuses a network that is there' {
            { New-VwNetwork wg0 -ErrorAction Stop } | Should -Throw '*already*' -ErrorId 'NetworkExists,*'
        }
        It 'refuses a value out of range, and names value and range' {
            { New-VwNetwork wg1 -VxlanId 16777216 -ErrorAction Stop } | Should -Throw '*16777215*'
            'wg1.toml' | Should -Not -Exist
        }
    }

    Context 'Get-VwNetwork' {
        It 'finds all networks here, and passes over wg-quick files' {
            $null = New-VwNetwork other
            Set-Content wg9.conf "[Interface]`nListenPort = 1"
            (Get-VwNetwork).Name | Should -Be other, wg0
        }
        It 'opens a file of vwgen' {
            Copy-Item (Join-Path $PSScriptRoot .. golden office office.conf) .
            (Get-VwNetwork office).Nodes | Should -Be lima, paris, tokyo
        }
        It 'takes patterns, paths and files' {
            (Get-VwNetwork w*).Name | Should -Be wg0
            (Get-VwNetwork ./wg0.toml).Name | Should -Be wg0
            (Get-Item wg0.toml | Get-VwNetwork).Name | Should -Be wg0
        }
        It 'says which networks are there when one is not' {
            { Get-VwNetwork wg1 -ErrorAction Stop } | Should -Throw '*wg0*' -ErrorId 'NetworkNotFound,*'
        }
    }

    Context 'Set-VwNetwork' {
        It 'changes what is given and no other line' {
            $before = Get-Content wg0.toml
            $null = Set-VwNetwork wg0 -VxlanMtu 1390
            (Compare-Object $before (Get-Content wg0.toml)).InputObject | Should -HaveCount 2
        }
        It 'renumbers into a new pool' {
            $null = Set-VwNetwork wg0 -AddressPoolIPv4 10.9.0.0/24 -Renumber
            Get-VwNode wg0 | ForEach-Object { "$($_.Address)" } | Should -Match '^10\.9\.0\.\d+/24$'
        }
        It 'warns of nodes outside a new pool' {
            $null = Set-VwNetwork wg0 -AddressPoolIPv4 10.9.0.0/24 -WarningVariable warned -WarningAction SilentlyContinue
            "$warned" | Should -Match 'Renumber'
        }
    }

    Context 'Remove-VwNetwork' {
        It 'deletes the file' {
            Remove-VwNetwork wg0
            'wg0.toml' | Should -Not -Exist
        }
        It 'deletes nothing with -WhatIf' {
            Get-VwNetwork | Remove-VwNetwork -WhatIf
            'wg0.toml' | Should -Exist
        }
    }

    Context 'Test-VwNetwork' {
        It 'finds nothing wrong with a new network' {
            Test-VwNetwork wg0 -Severity Error | Should -BeNullOrEmpty
            Test-VwNetwork wg0 -Quiet | Should -BeTrue
        }
        It 'says code, severity and what to do' {
            $null = Set-VwNetwork wg0 -VxlanMtu 1500
            $found = Test-VwNetwork wg0 | Where-Object Code -eq VW2002
            "$($found.Severity)" | Should -Be Warning
            $found.Remedy | Should -Match '1390|1370'
        }
        It 'diagnoses a file that cannot be read' {
            Add-Content wg0.toml '[Node.x'
            (Test-VwNetwork wg0).Code | Should -Contain VW1001
            Test-VwNetwork wg0 -Quiet | Should -BeFalse
        }
    }
}
