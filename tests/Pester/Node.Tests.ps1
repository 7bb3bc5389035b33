BeforeAll {
    if (-not (Get-Module VwMesh)) { Import-Module (Join-Path $PSScriptRoot .. .. output VwMesh) }
    $ConfirmPreference = 'None'
    $WarningPreference = 'SilentlyContinue'
}

Describe 'Nodes' {
    BeforeEach {
        Set-Location (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid())))
        $null = New-VwNetwork wg0 -AddressPoolIPv4 172.20.10.0/24 -AddressPoolIPv6 2001:db8:42::/64
        $null = Add-VwNode wg0 fra, lon -ListenPort 51820 | Set-VwNode -Endpoint { "$_.example.net" }
        $null = Add-VwNode wg0 cabin, laptop -PersistentKeepalive 25
    }
    AfterEach { Set-Location $PSScriptRoot }

    Context 'Add-VwNode' {
        It 'gives each node an address, a port and a key of its own' {
            $nodes = Add-VwNode wg0 a, b, c
            $nodes | ForEach-Object { "$($_.Address)" } | Should -Be 172.20.10.5/24, 172.20.10.6/24, 172.20.10.7/24
            $nodes.PublicKey | ForEach-Object { "$_" } | Sort-Object -Unique | Should -HaveCount 3
        }
        It 'takes the rows of a CSV file' {
            $rows = Import-Csv (Join-Path $PSScriptRoot .. .. docs examples sites.csv)
            $null = $rows | Add-VwNode wg0
            (Get-VwNode wg0 amsterdam).Endpoint | Should -Be amsterdam.example.net:51820
            (Get-VwNode wg0 barcelona).PersistentKeepalive | Should -Be 25
            (Get-VwNode wg0).Count | Should -Be 54
        }
        It 'adds the others when one cannot be added' {
            Add-VwNode wg0 x, fra, y -ErrorAction SilentlyContinue -ErrorVariable failed | Should -HaveCount 2
            $failed[0].FullyQualifiedErrorId | Should -BeLike 'NodeExists,*'
        }
        It 'changes nothing when an error ends the command' {
            $before = Get-Content wg0.toml -Raw
            { Add-VwNode wg0 x, fra, y -ErrorAction Stop } | Should -Throw
            Get-Content wg0.toml -Raw | Should -BeExactly $before
        }
        It 'takes a key from a file and from New-VwKey, and never as text' {
            $key = New-VwKey
            (Add-VwNode wg0 x -PrivateKey $key).PublicKey | Should -Be (Get-VwPublicKey $key)
            { Add-VwNode wg0 y -PrivateKey 'secret' -ErrorAction Stop } | Should -Throw -ErrorId 'PrivateKeyAsText,*'
        }
    }

    Context 'Get-VwNode' {
        It 'takes patterns' {
            (Get-VwNode wg0 l*, fra).Name | Should -Be fra, laptop, lon
        }
        It 'finds a node in any case' {
            (Get-VwNode wg0 FRA).Name | Should -BeExactly fra
        }
        It 'says what to do when a node is not there' {
            { Get-VwNode wg0 nowhere -ErrorAction Stop } | Should -Throw '*nowhere*' -ErrorId 'NodeNotFound,*'
            Get-VwNode wg0 nowhere* | Should -BeNullOrEmpty
        }
        It 'never shows a private key' {
            $secret = [regex]::Match((Get-Content wg0.toml -Raw), 'PrivateKey = "(.*)"').Groups[1].Value
            $shown = (Get-VwNode wg0 | Format-List *), (Get-VwNode wg0), (Get-VwNode wg0 | ConvertTo-Json -Depth 5 -WarningAction Ignore) | Out-String
            $secret | Should -Not -BeNullOrEmpty
            $shown.Contains($secret) | Should -BeFalse
            $shown | Should -Match '\(hidden\)'
        }
        It 'survives Export-Clixml and ConvertTo-Csv without a key' {
            Get-VwNode wg0 | Export-Clixml nodes.xml -Depth 5
            $secret = [regex]::Match((Get-Content wg0.toml -Raw), 'PrivateKey = "(.*)"').Groups[1].Value
            (Get-Content nodes.xml -Raw).Contains($secret) | Should -BeFalse
        }
    }

    Context 'Set-VwNode' {
        It 'takes the listen port for an endpoint without a port' {
            (Set-VwNode wg0 cabin -Endpoint '[2001:db8::7]' -ListenPort 1234).Endpoint | Should -Be '[2001:db8::7]:1234'
        }
        It 'changes piped nodes by script block, in one write' {
            $null = Get-VwNode wg0 | Set-VwNode -PostUp { "logger $_" }
            (Get-VwNode wg0 lon).PostUp | Should -Be 'logger lon'
        }
        It 'changes only what the command line names' {
            $old = Get-VwNode wg0 fra
            $null = Set-VwNode wg0 fra -ListenPort 1111
            $null = $old | Set-VwNode -FwMark 0x10
            (Get-VwNode wg0 fra).ListenPort | Should -Be 1111
        }
        It 'refuses what could be a command' {
            { Set-VwNode wg0 fra -Address '10.0.0.1/24 dev x; reboot #' -ErrorAction Stop } | Should -Throw
            { Set-VwNode wg0 fra -Endpoint 'a b:1' -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidEndpoint,*'
        }
        It 'removes an endpoint' {
            (Set-VwNode wg0 fra -Endpoint '').Endpoint | Should -BeNullOrEmpty
        }
    }

    Context 'Rename-VwNode' {
        It 'keeps key and addresses' {
            $before = Get-VwNode wg0 fra
            $after = Rename-VwNode wg0 fra ffm
            "$($after.PublicKey) $($after.Address)" | Should -Be "$($before.PublicKey) $($before.Address)"
            (Get-VwNode wg0).Name | Should -Not -Contain fra
        }
    }

    Context 'Remove-VwNode' {
        It 'removes nodes and their blocks' {
            $null = Block-VwPeer wg0 fra lon
            Remove-VwNode wg0 fra
            (Get-VwNetwork wg0).Blocked | Should -HaveCount 0
            (Get-VwNode wg0).Name | Should -Be cabin, laptop, lon
        }
    }

    Context 'Update-VwNodeKey' {
        It 'gives a new key, and with it a new MAC and IPv6 address' {
            $before = Get-VwNode wg0 fra
            $after = Update-VwNodeKey wg0 fra -NoOverlap
            "$($after.PublicKey)" | Should -Not -Be "$($before.PublicKey)"
            "$($after.MacAddress)" | Should -Not -Be "$($before.MacAddress)"
            "$($after.Address)" | Should -Be "$($before.Address)"
        }

        It 'keeps the previous key for the peers until that is removed' {
            $before = Get-VwNode wg0 fra
            (Update-VwNodeKey wg0 fra).PreviousPublicKey | Should -Be "$($before.PublicKey)"
            (Update-VwNodeKey wg0 fra -RemovePrevious).PreviousPublicKey | Should -BeNullOrEmpty
        }
    }
}
