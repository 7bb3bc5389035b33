BeforeAll {
    if (-not (Get-Module VwMesh)) { Import-Module (Join-Path $PSScriptRoot .. .. output VwMesh) }
    $ConfirmPreference = 'None'
    $WarningPreference = 'SilentlyContinue'
}

BeforeDiscovery {
    if (-not (Get-Module VwMesh)) { Import-Module (Join-Path $PSScriptRoot .. .. output VwMesh) }
    $cmdlets = (Get-Command -Module VwMesh).Name
}

Describe 'At the prompt' {
    BeforeEach {
        Set-Location (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid())))
        $null = New-VwNetwork wg0 -AddressPoolIPv4 172.20.10.0/24 -AddressPoolIPv6 2001:db8:42::/64
        $null = Add-VwNode wg0 fra, lon -ListenPort 51820 | Set-VwNode -Endpoint { "$_.example.net" }
        $null = Add-VwNode wg0 cabin, laptop -PersistentKeepalive 25
    }
    AfterEach { Set-Location $PSScriptRoot }

    Context 'Views' {
        It 'fit <_> columns' -ForEach 80, 120, 160 {
            $width = $_
            $lines = (Get-VwNetwork), (Get-VwNode), (Get-VwPeer) | ForEach-Object { $_ | Out-String -Width $width } | ForEach-Object { $_ -split '\r?\n' }
            $lines | Measure-Object -Property Length -Maximum | Select-Object -ExpandProperty Maximum | Should -BeLessOrEqual $width
        }
        It 'are plain where output is no terminal' {
            Get-VwPeer wg0 | Out-String | Should -Not -Match "`e"
        }
    }

    Context 'Tab' {
        It 'completes <line>' -ForEach @(
            @{ line = 'Get-VwNode '; expected = 'wg0' }
            @{ line = 'Get-VwNode wg0 l'; expected = 'laptop', 'lon' }
            @{ line = 'Get-VwNetwork wg0 | Get-VwPeer -Name f'; expected = 'fra' }
            @{ line = 'Set-VwNetwork wg0 -Guard N'; expected = 'Nftables', 'None' }
        ) {
            (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be $expected
        }
    }

    Context 'Help' {
        It 'explains <_>' -ForEach $cmdlets {
            $help = Get-Help $_ -Full
            $help.Synopsis | Should -Not -BeNullOrEmpty
            $help.Synopsis.Contains("$_ [") | Should -BeFalse
            @($help.examples.example).Count | Should -BeGreaterOrEqual 3
            $help.parameters.parameter | ForEach-Object { $_.description.Text | Should -Not -BeNullOrEmpty }
        }
        It 'has a topic to begin with' {
            Get-Help about_VwMesh | Out-String | Should -Match 'Meshes of VXLAN over WireGuard'
        }
    }

    Context 'The module' {
        It 'brings no other assembly into the process than its own until it is used' {
            $loaded = pwsh -NoProfile -Command "Import-Module '$((Get-Module VwMesh).ModuleBase)/VwMesh.psd1'; [AppDomain]::CurrentDomain.GetAssemblies().GetName().Name"
            $loaded | Should -Contain VwMesh.PowerShell
            'Tomlyn', 'NSec.Cryptography' | ForEach-Object { $loaded | Should -Not -Contain $_ }
        }
        It 'can be removed and imported again' {
            $base = "$((Get-Module VwMesh).ModuleBase)/VwMesh.psd1"
            pwsh -NoProfile -Command "Import-Module '$base'; Remove-Module VwMesh; Import-Module '$base' -Force; (Get-VwNode wg0).Count" | Should -Be 4
        }
    }
}
