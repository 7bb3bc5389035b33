using System.Diagnostics;
using System.Management.Automation;

namespace VwMesh.PowerShellTests;

/// <summary>The private keys are searched for in everything that is emitted, shown or said.</summary>
public sealed class SecretTests : IDisposable
{
    private readonly Screen _screen = new(200);
    private readonly Session _session;

    public SecretTests()
    {
        _session = new Session(_screen);
        _session.Get("New-VwNetwork wg0 -AddressPoolIPv4 172.20.10.0/24; Add-VwNode wg0 a, b, c; Set-VwNode wg0 a -Endpoint a.example.net; Block-VwPeer wg0 a b; $null = Set-VwNetwork wg0 -PresharedKey; $null = Set-VwPeer wg0 a c -PresharedKey (New-VwPresharedKey)");
        _screen.Take();
        var keys = _session.Get("(Get-VwNode wg0).PrivateKey | ForEach-Object { $_.Reveal() }").Select(k => k.ToString());
        var presharedKeys = System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(_session.PathOf("wg0.toml")) + string.Concat(_session.Get("Export-VwNodeConfig wg0 -Raw -WarningAction Ignore")),
            "PresharedKey(?:Seed)? = \"?([^\"\n]+)").Select(m => m.Groups[1].Value);
        Keys = [.. keys, .. presharedKeys.Distinct()];
        // Three private keys, the seed, the key of the link, and the derived key of the pair that is left.
        Assert.Equal(6, Keys.Distinct().Count());
    }

    private IReadOnlyList<string> Keys { get; }

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Get-VwNetwork")]
    [InlineData("Get-VwNetwork wg0 | ForEach-Object Nodes")]
    [InlineData("Get-VwNode wg0")]
    [InlineData("Get-VwNode wg0 | ForEach-Object PrivateKey")]
    [InlineData("Get-VwPeer wg0")]
    [InlineData("Get-VwPeer wg0 | ForEach-Object Peer")]
    [InlineData("Test-VwNetwork")]
    [InlineData("(Get-VwNode wg0).PrivateKey | Get-VwPublicKey")]
    [InlineData("Set-VwNode wg0 a -FwMark 16")]
    [InlineData("Set-VwNetwork wg0 -NextPresharedKeyEpoch")]
    [InlineData("Get-VwPeer wg0 a c | Set-VwPeer -PersistentKeepalive 9")]
    [InlineData("Add-VwNode wg0 d -PrivateKey (Get-VwNode wg0 a).PrivateKey -ErrorAction SilentlyContinue")]
    [InlineData("Export-VwDnsZone wg0 -Domain mesh.example")]
    [InlineData("Export-VwRoutingConfig wg0")]
    [InlineData("Export-VwDiagram wg0")]
    [InlineData("Export-VwNodeConfig wg0 -WarningAction Ignore")]
    public void No_object_or_its_view_or_its_serialisation_has_a_key(string script)
    {
        var result = _session.Run($"$VerbosePreference = $DebugPreference = 'Continue'; {script}");
        Assert.All(result.Output, o => AssertNoKey(PSSerializer.Serialize(o, 4)));
        AssertNoKey(result);
        Assert.All(result.Output.SelectMany(o => o.Properties), p => AssertNoKey($"{p.Value}"));
        _session.Run($"{script} | Out-Default; {script} | Format-List * -Force | Out-Default; {script} | Format-Custom * | Out-Default");
        _session.Run($"Get-VwNetwork; {script}");
        AssertNoKey(_screen.Take());
    }

    [Fact]
    public void Configurations_are_shown_without_their_content()
    {
        _session.Get("Export-VwNodeConfig wg0 -WarningAction Ignore | Out-Default; & { Get-VwNetwork; Export-VwNodeConfig wg0 -WarningAction Ignore } | Out-Default; \"$(Export-VwNodeConfig wg0 -WarningAction Ignore)\" | Out-Default");
        var shown = _screen.Take();
        Assert.Contains("wg0.conf", shown, StringComparison.Ordinal);
        AssertNoKey(shown);
    }

    [Theory]
    [InlineData("Remove-VwNode wg0 a -WhatIf -Verbose")]
    [InlineData("Update-VwNodeKey wg0 a -WhatIf -Verbose")]
    [InlineData("Get-VwNode wg0 a | Set-VwNode -PrivateKey (New-VwKey) -WhatIf -Verbose -Debug")]
    [InlineData("Export-VwNodeConfig wg0 -DestinationPath out -WhatIf -Verbose -Debug")]
    [InlineData("Set-VwNetwork wg0 -NewPresharedKeySeed -WhatIf -Verbose -Debug")]
    [InlineData("Set-VwNetwork wg0 -PresharedKey:$false -Verbose -Debug; Restore-VwNetwork wg0 -WhatIf -Verbose; Restore-VwNetwork wg0 -Confirm:$false")]
    [InlineData("Set-VwPeer wg0 a c -PresharedKey '' -WhatIf -Verbose -Debug; Set-VwPeer wg0 a c -PresharedKey ''; Restore-VwNetwork wg0 -WhatIf")]
    [InlineData("Export-VwNodeConfig wg0 -DestinationPath out -Verbose -Debug")]
    public void What_is_said_on_the_way_has_no_key(string script)
    {
        var result = _session.Run(script);
        AssertNoKey(result);
        AssertNoKey(_screen.Take());
    }

    [Theory]
    [InlineData("PrivateKey = \"KEY", "the quote is not closed")]
    [InlineData("PrivateKey = KEY", "no quotes")]
    [InlineData("PrivateKey = \"KEYx\"", "too long")]
    [InlineData("PrivateKey = \"KEY\" KEY", "something after it")]
    [InlineData("PrivateKey = [\"KEY\"]", "a list")]
    [InlineData("PrivateKey = {KEY = 1}", "a table")]
    [InlineData("PrivatKey = \"KEY\"", "a misspelt key")]
    [InlineData("PrivateKey = \"KEY\"\nPrivateKey = \"KEY\"", "twice")]
    [InlineData("Address = [\"KEY\"", "an open list")]
    [InlineData("PrivateKey KEY", "no equals sign")]
    [InlineData("[Link.b.a]\nPresharedKey = \"KEYx\"", "a preshared key that is too long")]
    public void A_mistake_beside_a_key_is_explained_without_it(string line, string what)
    {
        var text = File.ReadAllText(_session.PathOf("wg0.toml"));
        _session.Write("wg0.toml", text.Replace($"PrivateKey = \"{Keys[1]}\"", line.Replace("KEY", Keys[1], StringComparison.Ordinal), StringComparison.Ordinal));
        var result = _session.Run("Get-VwNode wg0; Set-VwNode wg0 a -FwMark 5; Export-VwNodeConfig wg0 -DestinationPath out; Test-VwNetwork wg0");
        Assert.True(result.Output.Any(o => o.Properties["Code"]?.Value is "VW1001" or "VW1003"), what);
        Assert.All(result.Output, o => AssertNoKey(PSSerializer.Serialize(o, 4)));
        AssertNoKey(result);
    }

    [Theory]
    [InlineData("Set-VwNode wg0 a -PrivateKey $env:VWMESH_TEST_KEY")]
    [InlineData("$env:VWMESH_TEST_KEY | Get-VwPublicKey")]
    [InlineData("[pscustomobject]@{ Name = 'd'; PrivateKey = $env:VWMESH_TEST_KEY } | Add-VwNode wg0")]
    [InlineData("[pscustomobject]@{ Name = 'a'; PrivateKey = $env:VWMESH_TEST_KEY } | Set-VwNode wg0")]
    [InlineData("[pscustomobject]@{ Name = 'a'; PrivateKey = $env:VWMESH_TEST_KEY } | Get-VwPublicKey")]
    [InlineData("Set-VwNode wg0 a -PrivateKeyPath key.txt")]
    [InlineData("Get-VwPublicKey -PrivateKeyPath key.txt")]
    [InlineData("Set-VwPeer wg0 a c -PresharedKey $env:VWMESH_TEST_KEY")]
    [InlineData("Get-VwPublicKey -PrivateKeyPath $env:VWMESH_TEST_KEY")]
    [InlineData("Set-VwNode wg0 a -PrivateKeyPath $env:VWMESH_TEST_KEY")]
    [InlineData("Add-VwNode wg0 d -PrivateKeyPath \" $env:VWMESH_TEST_KEY \"")]
    [InlineData("Get-VwPublicKey -PrivateKeyPath $env:VWMESH_TEST_KEY.TrimEnd('=')")]
    [InlineData("[pscustomobject]@{ Name = 'a'; PrivateKeyPath = \"PrivateKey = $env:VWMESH_TEST_KEY\" } | Set-VwNode wg0")]
    [InlineData("$secure = [securestring]::new(); \"x$env:VWMESH_TEST_KEY\".ToCharArray() | ForEach-Object { $secure.AppendChar($_) }; Get-VwPublicKey $secure")]
    [InlineData("$secure = [securestring]::new(); \"x$env:VWMESH_TEST_KEY\".ToCharArray() | ForEach-Object { $secure.AppendChar($_) }; Set-VwNode wg0 a -PrivateKey $secure")]
    public void A_key_that_is_refused_is_not_quoted(string script)
    {
        _session.Write("key.txt", $"{Keys[1]}x\n");
        var result = _session.Run(script.Replace("$env:VWMESH_TEST_KEY", $"$({string.Join('+', Keys[1].Select(c => $"'{c}'"))})", StringComparison.Ordinal));
        Assert.NotEmpty(result.Errors);
        AssertNoKey(result);
    }

    [Theory]
    [InlineData("Get-VwPublicKey -PrivateKeyPath 'KEY'")]
    [InlineData("Set-VwNode wg0 a -PrivateKeyPath 'KEY'")]
    [InlineData("Set-VwPeer wg0 a c -PresharedKey 'KEY'")]
    public void A_key_given_as_a_path_is_not_shown_by_what_tells_of_the_error(string script)
    {
        _session.Write("mistake.ps1", $"\"in\"\n{script.Replace("KEY", Keys[1], StringComparison.Ordinal)}\n$Error[0] | Format-List * -Force\n$Error[0].InvocationInfo | Format-List *\n\"end\"\n");
        _session.Run("Set-ExecutionPolicy Bypass -Scope Process -ErrorAction Ignore; ./mistake.ps1 2>&1 | Out-Default");
        var shown = _screen.Take();
        Assert.Contains("key is not taken as text", shown, StringComparison.Ordinal);
        Assert.EndsWith("end", shown.TrimEnd(), StringComparison.Ordinal);
        AssertNoKey(shown);
    }

    [Fact]
    public async Task JSON_and_CliXml_have_no_key()
    {
        using var process = Process.Start(new ProcessStartInfo(Vwsh.Program, ["-NoProfile", "-NonInteractive", "-Command", """
            $everything = @(Get-VwNetwork; Get-VwNode wg0; Get-VwPeer wg0; Test-VwNetwork; (Get-VwNode wg0).PrivateKey; New-VwKey; Export-VwNodeConfig wg0 -WarningAction Ignore)
            $everything | ForEach-Object { ConvertTo-Json $_ -Depth 6 -WarningAction Ignore }
            ConvertTo-Json $everything -Depth 4 -WarningAction Ignore
            $everything | Export-Clixml all.xml -Depth 6; Get-Content all.xml
            $everything | Format-List * -Force | Out-String -Width 500
            $everything | Format-Custom -Depth 4 | Out-String -Width 500
            $everything | ForEach-Object { Get-Member -InputObject $_ -Force } | Out-String -Width 500
            Get-VwNode wg0 | Select-Object * | ConvertTo-Csv
            Export-VwNodeConfig wg0 -WarningAction Ignore | ConvertTo-Csv
            Export-VwNodeConfig wg0 -WarningAction Ignore | Out-String
            Export-VwNodeConfig wg0 -WarningAction Ignore | Format-Table | Out-String
            Export-VwNodeConfig wg0 -WarningAction Ignore | Format-List | Out-String
            'reached the end'
            """])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _session.Folder,
        })!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains("reached the end", output, StringComparison.Ordinal);
        Assert.Contains("wg0", output, StringComparison.Ordinal);
        AssertNoKey(output);
        AssertNoKey(await errors);
    }

    private void AssertNoKey(Session.Result result)
    {
        Assert.All(result.Warnings.Concat(result.Verbose).Concat(result.Output.Select(o => o.ToString())), AssertNoKey);
        Assert.All(result.Errors, e =>
        {
            AssertNoKey($"{e}{e.Exception}{e.ErrorDetails}{e.FullyQualifiedErrorId}{e.TargetObject}{e.CategoryInfo}");
            AssertNoKey(PSSerializer.Serialize(e, 2));
        });
    }

    // A part of a key would be half a leak; 20 of its characters are enough to find it.
    private void AssertNoKey(string text) => Assert.All(Keys, key =>
    {
        for (var i = 0; i + 20 <= key.Length; i += 4)
            Assert.False(text.Contains(key.Substring(i, 20), StringComparison.Ordinal), "A private key is in what was emitted.");
    });
}
