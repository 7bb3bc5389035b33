BeforeDiscovery {
    $root = (Resolve-Path (Join-Path $PSScriptRoot .. ..)).Path
    $scripts = (Get-ChildItem $root -Recurse -Include *.ps1 | Where-Object FullName -NotMatch '[\\/](output|artifacts|bin|obj)[\\/]').FullName +
        (Join-Path $root output VwMesh VwMesh.psd1)
}

BeforeAll {
    if (-not (Get-Module VwMesh)) { Import-Module (Join-Path $PSScriptRoot .. .. output VwMesh) }
    $ConfirmPreference = 'None'
    $WarningPreference = 'SilentlyContinue'
    $examples = Join-Path $PSScriptRoot .. .. docs examples
    $module = Join-Path (Get-Module VwMesh).ModuleBase VwMesh.psd1
}

Describe 'Example scripts' {
    BeforeEach { Set-Location (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))) }
    AfterEach { Set-Location $PSScriptRoot }

    It 'quickstart.ps1 makes three configurations' {
        $null = & (Join-Path $examples quickstart.ps1) -Path $PWD 6>&1
        foreach ($filter in '*.conf', '*.vwmesh', '*.service') { Get-ChildItem out -Recurse -File -Filter $filter | Should -HaveCount 3 }
    }

    It 'three-sites.ps1 gives each router routes to the LANs of the others' {
        $said = & (Join-Path $examples three-sites.ps1) -Path $PWD 6>&1 | Out-String -Width 200
        $routes = Get-ChildItem out/oslo | Select-String '192\.168\.(20|21|30)\.0/24'
        $routes | Should -HaveCount 3
        Get-ChildItem out/oslo | Select-String '192\.168\.10\.0/24 ' | Should -BeNullOrEmpty
    }

    It 'sites.ps1 makes fifty nodes, and can be run again' {
        $null = & (Join-Path $examples sites.ps1) -Network corp
        Get-VwNode corp | Should -HaveCount 50
        $text = Get-Content corp.toml -Raw
        $null = & (Join-Path $examples sites.ps1) -Network corp
        Get-Content corp.toml -Raw | Should -BeExactly $text
        Get-VwPeer corp | Where-Object State -EQ Impossible | Should -BeNullOrEmpty
    }

    It 'nightly.ps1 says by its exit code whether anything changed or is wrong' {
        $script = Join-Path $examples nightly.ps1
        $null = New-VwNetwork corp
        $null = Add-VwNode corp a, b -Endpoint a.example.net -ErrorAction SilentlyContinue
        function Invoke-Nightly { pwsh -NoProfile -Command "Import-Module '$module'; & '$script' -Path '$PWD'; exit `$LASTEXITCODE" *> $null; $LASTEXITCODE }
        Invoke-Nightly | Should -Be 2
        Invoke-Nightly | Should -Be 0
        Remove-VwNode corp b
        Invoke-Nightly | Should -Be 2
        'out/b/corp.conf' | Should -Not -Exist
        Add-Content corp.toml '[Node.x'
        Invoke-Nightly | Should -Be 1
    }

    It 'push.ps1 says with -WhatIf what it would load where' {
        $null = New-VwNetwork corp
        $null = Add-VwNode corp a -Endpoint a.example.net
        $null = Add-VwNode corp b -Endpoint b.example.net
        $null = Export-VwNodeConfig corp a -DestinationPath out
        $said = pwsh -NoProfile -Command "Import-Module '$module'; & '$(Join-Path $examples push.ps1)' corp -WhatIf" | Out-String
        $said | Should -Match 'b \(b\.example\.net\)'
        $said | Should -Not -Match 'a \(a\.example\.net\)'
    }

    It 'keys.ps1 locks a lost node out and renews keys' {
        $null = New-VwNetwork corp
        $null = Add-VwNode corp hub, laptop, cabin
        $null = Set-VwNode corp hub -Endpoint hub.example.net
        $before = Get-VwNode corp
        $null = & (Join-Path $examples keys.ps1) corp -Lost laptop -Renew c* -Confirm:$false
        Get-VwPeer corp laptop | ForEach-Object State | Select-Object -Unique | Should -Be Blocked
        'out/laptop/corp.conf' | Should -Not -Exist
        foreach ($node in 'laptop', 'cabin') {
            "$((Get-VwNode corp $node).PublicKey)" | Should -Not -Be "$(($before | Where-Object Name -EQ $node).PublicKey)"
        }
        "$((Get-VwNode corp hub).PublicKey)" | Should -Be "$(($before | Where-Object Name -EQ hub).PublicKey)"
    }
}

# Where it is not installed, there is no test to skip.
if (Get-Module -ListAvailable PSScriptAnalyzer) {
    Describe 'PSScriptAnalyzer' {
        It 'has nothing to say about <_>' -ForEach $scripts {
            $settings = Import-PowerShellDataFile (Join-Path $PSScriptRoot .. .. PSScriptAnalyzerSettings.psd1)
            if ($_ -like '*.Tests.ps1') {
                # Variables of one Pester block are read in another; the key is that of an RFC.
                $settings.ExcludeRules += 'PSUseDeclaredVarsMoreThanAssignments', 'PSReviewUnusedParameter', 'PSAvoidUsingConvertToSecureStringWithPlainText'
            }
            Invoke-ScriptAnalyzer $_ -Settings $settings | ForEach-Object { "$($_.RuleName), line $($_.Line): $($_.Message)" } | Should -BeNullOrEmpty
        }
    }
}
