using System.Globalization;
using System.Management.Automation;

namespace VwMesh.PowerShellTests;

public sealed class NodeTests : EngineTest
{
    [Fact]
    public void Nodes_come_in_bulk_from_names_the_pipeline_and_CSV_rows()
    {
        Session.Get("""
            New-VwNetwork wg0 -AddressPoolIPv4 10.0.0.0/24
            Add-VwNode wg0 a, b
            'c', 'd' | Add-VwNode wg0
            [pscustomobject]@{ Name = 'e'; Endpoint = 'e.example.net'; ListenPort = '51820'; FwMark = '0x10'; UPnP = 'yes'; PersistentKeepalive = 'off'; Address = '10.0.0.9/24, 192.168.1.1/24' },
            [pscustomobject]@{ Name = 'f'; Endpoint = ''; ListenPort = ''; FwMark = 'off'; UPnP = ''; PersistentKeepalive = '25'; Address = $null } | Add-VwNode wg0
            """);
        Assert.Equal("a b c d e f", Session.GetOne<string>("(Get-VwNode wg0).Name -join ' '"));
        Assert.Equal("e.example.net:51820 16 True 0 10.0.0.9/24, 192.168.1.1/24",
            Session.GetOne<string>("$n = Get-VwNode wg0 e; \"$($n.Endpoint) $($n.FwMark) $($n.UPnP) $($n.PersistentKeepalive) $($n.Address.ToString())\""));
        Assert.Equal(" 0 False 25", Session.GetOne<string>("$n = Get-VwNode wg0 f; \"$($n.Endpoint) $($n.FwMark) $($n.UPnP) $($n.PersistentKeepalive)\""));
        Assert.InRange(Session.GetOne<int>("(Get-VwNode wg0 f).ListenPort"), 32768, 60999);
    }

    [Theory]
    [InlineData("Add-VwNode wg0 A", "NodeExists", ErrorCategory.ResourceExists)]
    [InlineData("Add-VwNode wg0 'x y'", "InvalidNodeName", ErrorCategory.InvalidArgument)]
    [InlineData("Add-VwNode wg0 x -Address 10.0.0.1/33", "InvalidAddress", ErrorCategory.InvalidArgument)]
    [InlineData("Add-VwNode wg0 x -Address 172.20.10.1/24", "AddressInUse", ErrorCategory.ResourceExists)]
    [InlineData("Add-VwNode wg0 x -AllowedIPs all", "InvalidAllowedIPs", ErrorCategory.InvalidArgument)]
    [InlineData("Add-VwNode wg0 x -Endpoint host:0", "InvalidEndpoint", ErrorCategory.InvalidArgument)]
    [InlineData("Add-VwNode wg0 x -Endpoint host -ListenPort 0", "InvalidEndpoint", ErrorCategory.InvalidArgument)]
    [InlineData("Add-VwNode wg0 x -LinkLayerAddress (Get-VwNode wg0 a).LinkLayerAddress", "LinkLayerAddressInUse", ErrorCategory.ResourceExists)]
    [InlineData("Add-VwNode wg0 x -ListenPort 70000", "InvalidListenPort", ErrorCategory.InvalidArgument)]
    [InlineData("Add-VwNode wg0 x -PersistentKeepalive 65536", "InvalidPersistentKeepalive", ErrorCategory.InvalidArgument)]
    [InlineData("Add-VwNode wg0 x -PostUp \"a`nb\"", "InvalidHook", ErrorCategory.InvalidArgument)]
    [InlineData("Set-VwNode wg0 a -Address 10.239.21.44", "AddressWithoutLength", ErrorCategory.InvalidArgument)]
    [InlineData("[pscustomobject]@{ Name = 'a'; Address = '10.239.21.44' } | Set-VwNode wg0", "AddressWithoutLength", ErrorCategory.InvalidArgument)]
    [InlineData("Set-VwNode wg0 a -Address 172.20.10.0/24", "UnusableAddress", ErrorCategory.InvalidArgument)]
    [InlineData("Add-VwNode wg0 x -Address 172.20.10.255", "UnusableAddress", ErrorCategory.InvalidArgument)]
    [InlineData("Add-VwNode wg0 x -Address 172.20.10.255/32", "UnusableAddress", ErrorCategory.InvalidArgument)]
    [InlineData("Add-VwNode wg0 x -Address 127.0.0.1/8", "UnusableAddress", ErrorCategory.InvalidArgument)]
    [InlineData("Add-VwNode wg0 x -Address 224.0.0.5/24", "UnusableAddress", ErrorCategory.InvalidArgument)]
    [InlineData("Add-VwNode wg0 x -Address 0.0.0.0/24", "UnusableAddress", ErrorCategory.InvalidArgument)]
    [InlineData("Add-VwNode wg0 x -Address ::1/64", "UnusableAddress", ErrorCategory.InvalidArgument)]
    [InlineData("Set-VwNode wg0 b -Endpoint 172.20.10.2:51820", "EndpointInsideMesh", ErrorCategory.InvalidArgument)]
    [InlineData("Set-VwNode wg0 b -Endpoint 169.254.200.1:51820", "EndpointInsideMesh", ErrorCategory.InvalidArgument)]
    [InlineData("Add-VwNode wg0 x -Address 192.168.7.1/24 -Endpoint 192.168.7.1", "EndpointInsideMesh", ErrorCategory.InvalidArgument)]
    [InlineData("Set-VwNode wg0 b -Endpoint 0.0.0.0:51820", "UnusableEndpoint", ErrorCategory.InvalidArgument)]
    [InlineData("Set-VwNode wg0 b -Endpoint localhost:51820", "UnusableEndpoint", ErrorCategory.InvalidArgument)]
    [InlineData("Set-VwNode wg0 b -Endpoint '[fe80::1]:51820'", "UnusableEndpoint", ErrorCategory.InvalidArgument)]
    [InlineData("Set-VwNetwork wg0 -AddressPoolIPv4 224.0.0.0/24", "UnusablePool", ErrorCategory.InvalidArgument)]
    [InlineData("Set-VwNetwork wg0 -AddressPoolIPv4 0.0.0.0/0", "UnusablePool", ErrorCategory.InvalidArgument)]
    [InlineData("Set-VwNetwork wg0 -AddressPoolIPv4 169.254.1.0/24", "UnusablePool", ErrorCategory.InvalidArgument)]
    [InlineData("New-VwNetwork w -AddressPoolIPv4 10.0.0.1/32", "UnusablePool", ErrorCategory.InvalidArgument)]
    [InlineData("New-VwNetwork w -AddressPoolIPv6 fe80::/64", "UnusablePool", ErrorCategory.InvalidArgument)]
    [InlineData("New-VwNetwork w -AddressPoolIPv6 ff00::/64", "UnusablePool", ErrorCategory.InvalidArgument)]
    [InlineData("Set-VwNetwork wg0 -VxlanMtu 1279", "UnusableMtu", ErrorCategory.InvalidArgument)]
    [InlineData("New-VwNetwork w -AddressPoolIPv6 '' -VxlanMtu 575", "UnusableMtu", ErrorCategory.InvalidArgument)]
    [InlineData("$s = [securestring]::new(); \"$((Get-VwNode wg0 b).PublicKey)\".ToCharArray().ForEach({ $s.AppendChar($_) }); Set-VwNode wg0 a -PrivateKey $s", "PublicKeyAsPrivate", ErrorCategory.InvalidArgument)]
    [InlineData("Add-VwNode wg0 x -PostUp 'echo \"unclosed'", "InvalidHook", ErrorCategory.InvalidArgument)]
    [InlineData("Set-VwNode wg0 a -PreDown 'logger it is', 'logger \u201cdown\u201d'", "InvalidHook", ErrorCategory.InvalidArgument)]
    [InlineData("New-VwNetwork lo", "InvalidNetworkName", ErrorCategory.InvalidArgument)]
    [InlineData("Rename-VwNetwork wg0 default", "InvalidNetworkName", ErrorCategory.InvalidArgument)]
    [InlineData("Add-VwNode wg0 x -PrivateKeyPath none.key", "KeyFileNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Add-VwNode wg0 x -PrivateKey (Get-VwNode wg0 a).PrivateKey", "KeyCollision", ErrorCategory.ResourceExists)]
    [InlineData("Add-VwNode nowhere x", "NetworkNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Set-VwNode wg0 x -FwMark 1", "NodeNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Rename-VwNode wg0 a B", "NodeExists", ErrorCategory.ResourceExists)]
    [InlineData("Rename-VwNode wg0 a ../x", "InvalidNodeName", ErrorCategory.InvalidArgument)]
    [InlineData("Remove-VwNode wg0 x", "NodeNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Update-VwNodeKey wg0 x", "NodeNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Block-VwPeer wg0 a x", "NodeNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Block-VwPeer wg0 a A", "SameNode", ErrorCategory.InvalidArgument)]
    [InlineData("Unblock-VwPeer wg0 x a", "NodeNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Add-VwNode wg0", "NodeNameMissing", ErrorCategory.InvalidArgument)]
    [InlineData("Set-VwNode -FwMark 1", "NodeNameMissing", ErrorCategory.InvalidArgument)]
    [InlineData("Get-VwNode wg0 x", "NodeNotFound", ErrorCategory.ObjectNotFound)]
    public void Bad_input_is_one_error_with_its_own_id_and_nothing_is_written(string script, string id, ErrorCategory category)
    {
        MakeNetwork();
        var before = FileText();
        var error = Session.Fail(script);
        Assert.Equal((id, category), (error.FullyQualifiedErrorId.Split(',')[0], error.CategoryInfo.Category));
        Assert.Equal(before, FileText());
    }

    [Fact]
    public void An_address_without_a_length_takes_that_of_its_pool()
    {
        MakeNetwork();
        Session.Get("""
            Set-VwNode wg0 a -Address 172.20.10.77, 2001:db8:42::77
            [pscustomobject]@{ Name = 'b'; Address = '172.20.10.78' } | Set-VwNode wg0
            Set-VwNode wg0 c -Address 172.20.10.79/32
            """);
        Assert.Equal("172.20.10.77/24, 2001:db8:42::77/64|172.20.10.78/24|172.20.10.79/32", Session.GetOne<string>("(Get-VwNode wg0 | ForEach-Object { $_.Address.ToString() }) -join '|'"));
        Assert.Contains("VW3014", Assert.Single(Session.Run("Export-VwNodeConfig wg0 c").Warnings, w => w.Contains("172.20.10.79/32", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain(Session.Run("Export-VwNodeConfig wg0 a").Warnings, w => w.Contains("VW3014", StringComparison.Ordinal));
    }

    [Fact]
    public void A_node_listens_on_the_port_of_its_endpoint_until_a_command_names_another()
    {
        string Ports() => Session.GetOne<string>("(Get-VwNode wg0 | ForEach-Object { \"$($_.Name) $($_.ListenPort)\" }) -join ', '");
        Session.Get("""
            New-VwNetwork wg0
            Add-VwNode wg0 a -Endpoint a.example.net:51820
            Add-VwNode wg0 b -Endpoint b.example.net:443 -ListenPort 51821
            Add-VwNode wg0 c -ListenPort 51822
            [pscustomobject]@{ Name = 'd'; Endpoint = 'd.example.net:51823'; ListenPort = '' } | Add-VwNode wg0
            """);
        Assert.Equal("a 51820, b 51821, c 51822, d 51823", Ports());
        Session.Get("""
            Set-VwNode wg0 a -Endpoint a.example.net:1000
            Set-VwNode wg0 b -Endpoint b.example.net:1001
            Set-VwNode wg0 c -Endpoint c.example.net:1002
            Set-VwNode wg0 d -Endpoint d.example.net:1003 -ListenPort 1004
            """);
        Assert.Equal("a 1000, b 51821, c 1002, d 1004", Ports());
        Session.Get("Set-VwNode wg0 a -Endpoint a.example.org; Set-VwNode wg0 c -Endpoint ''");
        Assert.Equal("a 1000, b 51821, c 1002, d 1004", Ports());
        Assert.Equal("a.example.org:1000", Session.GetOne<string>("\"$((Get-VwNode wg0 a).Endpoint)\""));
    }

    [Fact]
    public void A_private_key_that_wg_genkey_would_not_make_is_a_warning()
    {
        MakeNetwork();
        File.WriteAllText(Session.PathOf("public.key"), "AdwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25Lg=");
        Assert.Contains("public key", Assert.Single(Session.Run("Set-VwNode wg0 a -PrivateKeyPath public.key").Warnings), StringComparison.Ordinal);
        Assert.Empty(Session.Run("Set-VwNode wg0 a -PrivateKey (New-VwKey)").Warnings);
    }

    [Theory]
    [InlineData("-ListenPort abc", "ListenPort")]
    [InlineData("-FwMark mark", "FwMark")]
    [InlineData("-UPnP:maybe", "UPnP")]
    public void A_word_where_a_number_belongs_is_refused_by_its_parameter(string parameter, string named)
    {
        MakeNetwork();
        Assert.Contains(named, Session.Fail($"Set-VwNode wg0 a {parameter}").Exception.Message, StringComparison.Ordinal);
        Assert.Contains("ListenPort", Session.Fail("[pscustomobject]@{ Name = 'a'; ListenPort = 'abc' } | Set-VwNode wg0").Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_item_that_fails_is_an_error_and_the_others_go_through()
    {
        MakeNetwork();
        var result = Session.Run("Set-VwNode wg0 a, nobody, c -FwMark 7");
        Assert.Equal(["a", "c"], result.Output.Select(o => o.ToString()));
        Assert.Equal("nobody", Assert.Single(result.Errors).TargetObject);
        Assert.Equal("7 0 7", Session.GetOne<string>("(Get-VwNode wg0).FwMark -join ' '"));
    }

    [Fact]
    public void With_ErrorAction_Stop_the_file_stays_as_it_was()
    {
        MakeNetwork();
        var before = FileText();
        Assert.Equal("NodeNotFound", Session.Fail("Set-VwNode wg0 a, nobody, c -FwMark 7 -ErrorAction Stop").FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("NodeNotFound", Session.Fail("$ErrorActionPreference = 'Stop'; Set-VwNode wg0 a, nobody -FwMark 7").FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(before, FileText());
    }

    [Fact]
    public void A_piped_node_re_asserts_nothing_but_what_the_command_line_names()
    {
        MakeNetwork();
        Session.Get("$old = Get-VwNode wg0; Set-VwNode wg0 a, b, c -PersistentKeepalive 25; $old | Set-VwNode -FwMark 16 -Endpoint { \"$($_.Name).example.org:9\" }");
        Assert.Equal("25 16 a.example.org:9;25 16 b.example.org:9;25 16 c.example.org:9",
            Session.GetOne<string>("(Get-VwNode wg0 | ForEach-Object { \"$($_.PersistentKeepalive) $($_.FwMark) $($_.Endpoint)\" }) -join ';'"));
    }

    [Fact]
    public void A_piped_node_finds_its_file_from_anywhere()
    {
        MakeNetwork();
        Directory.CreateDirectory(Session.PathOf("elsewhere"));
        Session.Get("$n = Get-VwNode wg0 a; $ExecutionContext.SessionState.Path.SetLocation('elsewhere') | Out-Null; $n | Set-VwNode -FwMark 3");
        Assert.Contains("FwMark = 3", FileText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_of_vwgen_and_every_hook_has_its_parameter()
    {
        MakeNetwork();
        File.WriteAllText(Session.PathOf("b.key"), "dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo=");
        Session.Get("""
            Set-VwNode wg0 b -Address 172.20.10.77/24, 192.168.7.1/24 -AllowedIPs 10.200.0.0/24 -Endpoint '[2001:db8::2]' -FwMark 0xca6c `
                -LinkLayerAddress 169.254.9.9/16 -ListenPort 2345 -PersistentKeepalive 25 -PrivateKeyPath b.key -SaveConfig -UPnP `
                -PreUp 'echo 1', 'echo 2' -PostUp 'echo "up, %i"' -PreDown 'echo 4' -PostDown 'echo 5'
            """);
        var table = FileText()[FileText().IndexOf("[Node.b]", StringComparison.Ordinal)..FileText().IndexOf("[Node.c]", StringComparison.Ordinal)];
        Assert.Equal("""
            [Node.b]
            Address = [ "172.20.10.77/24", "192.168.7.1/24",]
            AllowedIPs = [ "169.254.9.9/32", "10.200.0.0/24",]
            Endpoint = "[2001:db8::2]:2345"
            FwMark = 51820
            KeyDate = "TODAY"
            LinkLayerAddress = [ "169.254.9.9/16",]
            ListenPort = 2345
            PersistentKeepalive = 25
            PostDown = [ "echo 5",]
            PostUp = [ "echo \"up, %i\"",]
            PreDown = [ "echo 4",]
            PreUp = [ "echo 1", "echo 2",]
            PrivateKey = "dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo="
            SaveConfig = true
            UPnP = true
            """.Replace("TODAY", DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparison.Ordinal), table.Trim());
        Session.Get("Set-VwNode wg0 b -Endpoint '' -FwMark off -PersistentKeepalive off -SaveConfig:$false -UPnP:$false -PostUp @()");
        Assert.Equal(" 0 0 False False 0", Session.GetOne<string>(
            "$n = Get-VwNode wg0 b; \"$($n.Endpoint) $($n.FwMark) $($n.PersistentKeepalive) $($n.SaveConfig) $($n.UPnP) $($n.PostUp.Count)\""));
    }

    [Fact]
    public void Nodes_of_one_network_are_added_to_another_with_new_keys_and_addresses()
    {
        MakeNetwork();
        Session.Get("Set-VwNode wg0 a -PostUp 'echo hi' -AllowedIPs 10.5.0.0/16; New-VwNetwork wg1 -AddressPoolIPv4 10.1.0.0/24; Get-VwNode wg0 | Add-VwNode wg1 -PersistentKeepalive 9");
        Assert.Equal("a.example.net:1234 echo hi 9 10.1.0.1/24 10.5.0.0/16", Session.GetOne<string>(
            "$n = Get-VwNode wg1 a; \"$($n.Endpoint) $($n.PostUp) $($n.PersistentKeepalive) $($n.Address) $($n.AllowedIPs[1])\""));
        Assert.Equal("False False False", Session.GetOne<string>(
            "('a', 'b', 'c' | ForEach-Object { (Get-VwNode wg0 $_).PublicKey -eq (Get-VwNode wg1 $_).PublicKey }) -join ' '"));
    }

    [Fact]
    public void A_renamed_node_keeps_key_and_blocks_and_a_removed_one_takes_its_blocks_along()
    {
        MakeNetwork();
        Session.Get("Block-VwPeer wg0 a b, c; $k = (Get-VwNode wg0 a).PublicKey; $r = Rename-VwNode wg0 a paris");
        Assert.True(Session.GetOne<bool>("$r.PublicKey -eq $k -and $r.Name -eq 'paris'"));
        Assert.Equal("b - paris, c - paris", Session.GetOne<string>("((Get-VwNetwork wg0).Blocked | ForEach-Object { \"$_\" }) -join ', '"));
        Assert.Empty(Session.Get("Remove-VwNode wg0 paris -Confirm:$false"));
        Assert.Equal(0, Session.GetOne<int>("(Get-VwNetwork wg0).Blocked.Count"));
        Assert.DoesNotContain("paris", FileText(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_key_changes_everything_that_follows_from_it()
    {
        MakeNetwork();
        Assert.Equal("True True True", Session.GetOne<string>(
            "$o = Get-VwNode wg0 a; $n = Update-VwNodeKey wg0 a -NoOverlap -Confirm:$false; \"$($o.PublicKey -ne $n.PublicKey) $($o.MacAddress -ne $n.MacAddress) $($o.IPv6Address -ne $n.IPv6Address)\""));
        Assert.Equal("0", Session.GetOne<string>("\"$($n.PreviousPublicKey)$($n.KeyAge)\""));
    }

    [Fact]
    public void Peers_accept_the_previous_key_until_it_is_removed_and_the_MAC_address_stays_until_then()
    {
        MakeNetwork();
        Session.Get("Set-VwNode wg0 b -PublicKey (New-VwKey).PublicKey");
        Session.Get("$o = Get-VwNode wg0 a; $n = Update-VwNodeKey wg0 a -Confirm:$false");
        Assert.Equal("True True True", Session.GetOne<string>("\"$($o.PublicKey -eq $n.PreviousPublicKey) $($o.MacAddress -eq $n.MacAddress) $($o.IPv6Address -ne $n.IPv6Address)\""));
        Assert.StartsWith("PreviousKeyInUse", Session.Fail("Update-VwNodeKey wg0 a -Confirm:$false").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("KeyIsOnNode", Session.Fail("Update-VwNodeKey wg0 b -Confirm:$false").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("KeyChangesDiffer", Session.Fail("Update-VwNodeKey wg0 a -RemovePrevious -NoOverlap -Confirm:$false").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("True", Session.GetOne<string>("Export-VwNodeConfig wg0 c -DestinationPath out -WarningAction Ignore | Out-Null; \"$((Get-Content out/c/wg0.conf -Raw).Contains($o.PublicKey))\""));
        Assert.Equal("a VW3047", Session.GetOne<string>("Test-VwNetwork wg0 -Detailed | Where-Object Code -eq VW3047 | ForEach-Object { \"$($_.Node) $($_.Code)\" }"));
        Session.Get("$n = Update-VwNodeKey wg0 a -RemovePrevious -Confirm:$false");
        Assert.Equal("True False", Session.GetOne<string>("\"$($null -eq $n.PreviousPublicKey) $($o.MacAddress -eq $n.MacAddress)\""));
        // Where there is nothing to remove, nothing changes.
        var before = FileText();
        Session.Get("Update-VwNodeKey wg0 a -RemovePrevious -Confirm:$false");
        Assert.Equal(before, FileText());
    }

    [Theory]
    [InlineData("Add-VwNode wg0 x -WhatIf")]
    [InlineData("Set-VwNode wg0 a -FwMark 9 -WhatIf")]
    [InlineData("Rename-VwNode wg0 a x -WhatIf")]
    [InlineData("Remove-VwNode wg0 a -WhatIf")]
    [InlineData("Update-VwNodeKey wg0 a -WhatIf")]
    [InlineData("Block-VwPeer wg0 a b -WhatIf")]
    [InlineData("Unblock-VwPeer wg0 a b -WhatIf")]
    [InlineData("Set-VwPeer wg0 a b -PersistentKeepalive 5 -WhatIf")]
    [InlineData("Set-VwNetwork wg0 -VxlanMtu 1400 -WhatIf")]
    [InlineData("Remove-VwNetwork wg0 -WhatIf")]
    public void WhatIf_writes_nothing_and_emits_nothing(string script)
    {
        MakeNetwork();
        var before = FileText();
        Assert.Empty(Session.Get(script));
        Assert.Equal(before, FileText());
    }

    [Fact]
    public void Names_take_wildcards_when_read_and_a_pattern_without_a_match_is_silent()
    {
        MakeNetwork();
        Session.Get("Add-VwNode wg0 eu-west, eu-east");
        Assert.Equal("eu-east eu-west", Session.GetOne<string>("(Get-VwNode wg0 'eu-*').Name -join ' '"));
        Assert.Equal("a eu-east", Session.GetOne<string>("(Get-VwNode wg0 a, '*east').Name -join ' '"));
        Assert.Empty(Session.Get("Get-VwNode wg0 'us-*'"));
    }

    [Fact]
    public void A_thousand_piped_nodes_are_one_commit()
    {
        Session.Get("New-VwNetwork wg0 -AddressPoolIPv4 10.0.0.0/16; 1..1000 | ForEach-Object { \"n$_\" } | Add-VwNode wg0 | Out-Null");
        Assert.Equal(1000, Session.GetOne<int>("(Get-VwNode wg0).Count"));
        using var watcher = new FileSystemWatcher(Session.Folder, "wg0.toml");
        var renames = 0;
        watcher.Renamed += (_, _) => Interlocked.Increment(ref renames);
        watcher.EnableRaisingEvents = true;
        Session.Get("Get-VwNode wg0 | Set-VwNode -PersistentKeepalive 25 | Out-Null");
        SpinWait.SpinUntil(() => renames > 0, TimeSpan.FromSeconds(5));
        Thread.Sleep(200);
        Assert.Equal(1, renames);
    }

    [Fact]
    public void A_network_that_vwgen_wrote_is_opened_and_changed_in_place()
    {
        File.Copy(Path.Combine(Session.RepositoryRoot(), "tests", "golden", "office", "office.conf"), Session.PathOf("office.conf"));
        var before = File.ReadAllLines(Session.PathOf("office.conf"));
        Session.Get("Set-VwNode office lima -ListenPort 51999");
        var after = File.ReadAllLines(Session.PathOf("office.conf"));
        Assert.Equal(["ListenPort = 51999"], after.Except(before));
        Assert.Equal(before.Length, after.Length);
    }
}
