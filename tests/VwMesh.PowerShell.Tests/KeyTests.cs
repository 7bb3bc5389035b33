namespace VwMesh.PowerShellTests;

public sealed class KeyTests : EngineTest
{
    // The first key pair of RFC 7748, section 6.1.
    private const string Alice = "dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo=";
    private const string AlicePublic = "hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=";

    [Theory]
    [InlineData("New-VwKey")]
    [InlineData("New-VwPresharedKey")]
    public void A_key_object_hides_itself_and_AsPlainText_does_not(string cmdlet)
    {
        Assert.Equal("(hidden)", Session.GetOne<string>($"\"$({cmdlet})\""));
        Assert.Equal(32, Convert.FromBase64String(Session.GetOne<string>($"{cmdlet} -AsPlainText")).Length);
        Assert.NotEqual(Session.GetOne<string>($"{cmdlet} -AsPlainText"), Session.GetOne<string>($"{cmdlet} -AsPlainText"));
    }

    [Fact]
    public void A_node_may_wait_for_the_key_that_is_made_on_it()
    {
        MakeNetwork();
        var keys = FileText().Split('\n').Count(l => l.StartsWith("PrivateKey", StringComparison.Ordinal));
        Assert.Equal("Nowhere", Session.GetOne<string>("(Add-VwNode wg0 d -KeyOnNode -Endpoint d.example.net:1234).KeyLocation"));
        Session.Get("[pscustomobject]@{ Name = 'e'; KeyOnNode = 'yes' } | Add-VwNode wg0");
        Assert.Equal(keys, FileText().Split('\n').Count(l => l.StartsWith("PrivateKey", StringComparison.Ordinal)));
        // Configurations, zones and pictures leave them out, with a warning.
        var export = Session.Run("(Export-VwNodeConfig wg0).Node; Export-VwRoutingConfig wg0 | Out-Null; Export-VwDiagram wg0 | Out-Null; Export-VwDnsZone wg0 mesh.example | Out-Null");
        Assert.Empty(export.Errors);
        Assert.Equal(["a", "b", "c"], export.Output.Select(o => o.ToString()));
        Assert.Contains(export.Warnings, w => w.Contains("VW3001: Node 'd' has no key yet", StringComparison.Ordinal));
        Assert.DoesNotContain("Peer d", Session.GetOne<string>("Export-VwNodeConfig wg0 a -Raw -WarningAction Ignore | Select-Object -First 1"), StringComparison.Ordinal);
        Assert.Equal("Impossible d has no key", Session.GetOne<string>("$p = Get-VwPeer wg0 a d; \"$($p.State) $($p.Reason)\""));
        Assert.Equal("NoPrivateKey,VwMesh.Commands.ExportVwNodeConfigCommand", Assert.Single(Session.Run("Export-VwNodeConfig wg0 d").Errors).FullyQualifiedErrorId);
        Assert.Equal("TwoKeys,VwMesh.Commands.AddVwNodeCommand", Assert.Single(Session.Run("Add-VwNode wg0 f -KeyOnNode -PrivateKey (New-VwKey)").Errors).FullyQualifiedErrorId);
        // Set-VwNode and Update-VwNodeKey give it one without ssh.
        Session.Get("$key = New-VwKey; Set-VwNode wg0 d -PublicKey $key.PublicKey; Update-VwNodeKey wg0 e -Confirm:$false");
        Assert.Equal("Node File", Session.GetOne<string>("(Get-VwNode wg0 d, e).KeyLocation -join ' '"));
        Assert.Equal(["a", "b", "c", "d", "e"], Session.Get("(Export-VwNodeConfig wg0 -WarningAction Ignore).Node").Select(o => o.ToString()));
    }

    [Theory]
    [InlineData("Register-VwNode wg0", "No node of network 'wg0' waits for a key. -MoveKey moves the keys of the file to their nodes.")]
    [InlineData("Add-VwNode wg0 d -PublicKey ((New-VwKey).PublicKey) | Out-Null; Get-VwNetwork wg0 | Register-VwNode", "No node of network 'wg0' waits for a key. -MoveKey moves the keys of the file to their nodes.")]
    public void A_registration_without_nodes_that_wait_says_so(string script, string message)
    {
        MakeNetwork();
        Assert.Equal(message, Session.GetOne<string>($"\"$(& {{ {script} }} 6>&1)\""));
    }

    [Fact]
    public void A_registration_that_fails_is_an_error_and_a_row_and_a_dry_run_asks_no_node()
    {
        MakeNetwork();
        Session.Get("Add-VwNode wg0 d -KeyOnNode -HostName nowhere.invalid");
        var before = FileText();
        Assert.Empty(Session.Run("Register-VwNode wg0 -WhatIf").Errors);
        var result = Session.Run("Register-VwNode wg0, wg0 a, d | ForEach-Object { \"$($_.Node) $($_.Outcome) $($_.HasFailed)\" }");
        Assert.Equal(["a Failed True", "d Failed True"], result.Output.Select(o => o.ToString()).Distinct());
        Assert.Equal(["KeyIsInFile", "NodeUnreachable"], result.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]).Distinct());
        Assert.Equal(before, FileText());
    }

    [Fact]
    public void A_key_goes_to_a_file_of_its_owner_s_and_its_public_key_is_shown()
    {
        Assert.Empty(Session.Get("New-VwKey -DestinationPath relay.key -WhatIf"));
        Assert.False(File.Exists(Session.PathOf("relay.key")));
        var publicKey = Session.Get("New-VwKey -DestinationPath relay.key")[0].ToString();
        Assert.Equal(publicKey, Session.Get("Get-VwPublicKey -PrivateKeyPath relay.key")[0].ToString());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Session.PathOf("relay.key")));
        var content = File.ReadAllText(Session.PathOf("relay.key"));
        Assert.StartsWith("FileExists,", Session.Fail("New-VwKey -DestinationPath relay.key").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(Session.PathOf("relay.key")));
    }

    [Fact]
    public void The_public_key_comes_from_an_object_a_SecureString_a_file_or_a_node()
    {
        File.WriteAllText(Session.PathOf("alice.key"), Alice + "\n");
        MakeNetwork();
        Assert.Equal(AlicePublic, Session.GetOne<string>("Get-VwPublicKey -PrivateKeyPath alice.key"));
        Assert.Equal(AlicePublic, Session.GetOne<string>(
            "$s = [securestring]::new(); [System.IO.File]::ReadAllText($args[0]).Trim().ToCharArray().ForEach({ $s.AppendChar($_) }); Get-VwPublicKey $s"
                .Replace("$args[0]", $"'{Session.PathOf("alice.key")}'", StringComparison.Ordinal)));
        Assert.True(Session.GetOne<bool>("$k = New-VwKey; ($k | Get-VwPublicKey) -eq $k.PublicKey"));
        Assert.True(Session.GetOne<bool>("(Get-VwNode wg0 a | Get-VwPublicKey) -eq (Get-VwNode wg0 a).PublicKey"));
    }

    [Fact]
    public void A_key_as_text_is_refused_without_repeating_it()
    {
        var error = Session.Fail($"'{Alice}' | Get-VwPublicKey");
        Assert.Contains("-PrivateKeyPath", error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Alice, error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_may_keep_its_private_key_to_itself()
    {
        MakeNetwork();
        var before = Session.GetOne<string>("\"$((Get-VwNode wg0 b).Address) $((Get-VwNode wg0 b).LinkLayerAddress)\"");
        Session.Get($"Set-VwNode wg0 b -PublicKey {AlicePublic}; Add-VwNode wg0 d -PublicKey (New-VwKey).PublicKey");
        Assert.Equal(2, FileText().Split('\n').Count(l => l.StartsWith("PublicKey = ", StringComparison.Ordinal)));
        Assert.Equal(2, FileText().Split('\n').Count(l => l.StartsWith("PrivateKey = ", StringComparison.Ordinal)));
        Assert.Equal("File Node File Node", Session.GetOne<string>("(Get-VwNode wg0).KeyLocation -join ' '"));
        Assert.Equal(before, Session.GetOne<string>("\"$((Get-VwNode wg0 b).Address) $((Get-VwNode wg0 b).LinkLayerAddress)\""));
        Assert.Contains("KEY-STAYS-ON-THE-NODE", Session.GetOne<string>("(Export-VwNodeConfig wg0 b -Raw -WarningAction Ignore) -join ''"), StringComparison.Ordinal);
        Assert.StartsWith("FormatLacks,", Session.Fail("Export-VwNodeConfig wg0 b -Format WgQuick -Raw -WarningAction Ignore").FullyQualifiedErrorId, StringComparison.Ordinal);
        // A table of the nodes says the same of all of them, and takes no key out of the file.
        var text = FileText();
        Session.Get("Get-VwNode wg0 | Export-Csv nodes.csv; Import-Csv nodes.csv | Set-VwNode -WarningAction Ignore");
        Assert.Equal(text, FileText());
        Assert.StartsWith("KeyIsOnNode,", Session.Fail("Update-VwNodeKey wg0 b").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("KeysDiffer,", Session.Fail($"[pscustomobject]@{{ Name = 'a'; PublicKey = (New-VwKey).PublicKey }} | Set-VwNode wg0").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(text, FileText());
        Session.Get("Set-VwNode wg0 b -PrivateKey (New-VwKey)");
        Assert.Equal("File", Session.GetOne<string>("(Get-VwNode wg0 b).KeyLocation"));
        Assert.DoesNotContain(AlicePublic, FileText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Set-VwNode wg0 b -PublicKey hSDwCYkwp1R0i33ctD73Wg2", "InvalidPublicKey")]
    [InlineData("Set-VwNode wg0 b -PublicKey AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "InvalidPublicKey")]
    [InlineData("Add-VwNode wg0 d -PublicKey 7P///////////////////////////////////////38=", "InvalidPublicKey")]
    [InlineData("Set-VwNode wg0 b -PublicKey (Get-VwNode wg0 a).PublicKey", "KeyCollision")]
    [InlineData("Add-VwNode wg0 d -PublicKey (Get-VwNode wg0 a).PublicKey", "KeyCollision")]
    [InlineData("$k = New-VwKey; Set-VwNode wg0 b -PrivateKey $k -PublicKey $k.PublicKey", "TwoKeys")]
    [InlineData("[pscustomobject]@{ Name = 'b'; PrivateKey = New-VwKey; PublicKey = (New-VwKey).PublicKey } | Set-VwNode wg0", "KeysDiffer")]
    public void A_public_key_that_cannot_be_a_nodes_is_refused_and_nothing_is_written(string script, string id)
    {
        MakeNetwork();
        var before = FileText();
        Assert.StartsWith($"{id},", Session.Fail(script).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(before, FileText());
    }

    [Theory]
    [InlineData("missing.key", "KeyFileNotFound")]
    [InlineData("bad.key", "InvalidPrivateKey")]
    [InlineData("large.key", "InvalidPrivateKey")]
    public void A_file_without_a_key_is_an_error_that_names_it_and_not_its_content(string file, string id)
    {
        File.WriteAllText(Session.PathOf("bad.key"), Alice[..40]);
        File.WriteAllText(Session.PathOf("large.key"), Alice + new string('\n', 1 << 20));
        var error = Session.Fail($"Get-VwPublicKey -PrivateKeyPath {file}");
        Assert.Equal($"{id},VwMesh.Commands.GetVwPublicKeyCommand", error.FullyQualifiedErrorId);
        Assert.Contains(file, error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Alice[..8], error.ToString(), StringComparison.Ordinal);
    }
}
