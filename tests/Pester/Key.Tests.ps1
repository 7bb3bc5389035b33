BeforeAll {
    if (-not (Get-Module VwMesh)) { Import-Module (Join-Path $PSScriptRoot .. .. output VwMesh) }
    $ConfirmPreference = 'None'
    $WarningPreference = 'SilentlyContinue'
}

Describe 'Keys' {
    BeforeEach {
        Set-Location (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid())))
    }
    AfterEach { Set-Location $PSScriptRoot }

    Context 'New-VwKey, New-VwPresharedKey and Get-VwPublicKey' {
        It 'hide what is secret' {
            "$(New-VwKey)", "$(New-VwPresharedKey)" | Should -Be '(hidden)', '(hidden)'
            New-VwKey | ConvertTo-Json -WarningAction Ignore | Should -Not -Match '[A-Za-z0-9+/]{43}=.*[A-Za-z0-9+/]{43}='
        }
        It 'speak as wg does with -AsPlainText' {
            New-VwKey -AsPlainText | Should -Match '^[A-Za-z0-9+/]{43}=$'
            New-VwPresharedKey -AsPlainText | Should -Match '^[A-Za-z0-9+/]{43}=$'
        }
        It 'know the public key of RFC 7748, section 6.1' {
            $alice = 'dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo='
            "$(Get-VwPublicKey (ConvertTo-SecureString $alice -AsPlainText -Force))" | Should -Be 'hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo='
        }
        It 'read a key file, and say so when there is none' {
            Set-Content alice.key 'dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo='
            "$(Get-VwPublicKey -PrivateKeyPath alice.key)" | Should -BeLike 'hSDw*'
            { Get-VwPublicKey -PrivateKeyPath bob.key -ErrorAction Stop } | Should -Throw -ErrorId 'KeyFileNotFound,*'
        }
    }
}
