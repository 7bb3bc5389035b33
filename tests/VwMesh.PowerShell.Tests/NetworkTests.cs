using System.Management.Automation;
using System.Text.RegularExpressions;

namespace VwMesh.PowerShellTests;

public sealed class NetworkTests : EngineTest
{
    [Fact]
    public void A_new_network_has_the_defaults_of_the_design_in_a_private_file()
    {
        Session.Get("New-VwNetwork wg0");
        var text = FileText();
        Assert.Matches(new Regex("""^\[Network\]\nAddressPoolIPv4 = "10\.\d+\.\d+\.0/24"\nAddressPoolIPv6 = "fd[0-9a-f]{2}:[0-9a-f:]+/64"\nVxlanID = \d+\nVxlanMTU = 1370\nVxlanPort = 4789\n"""), text);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Session.PathOf("wg0.toml")));
    }

    [Fact]
    public void Networks_side_by_side_share_neither_pool_nor_VNI()
    {
        var networks = Session.Get("1..40 | ForEach-Object { New-VwNetwork \"wg$_\" }");
        Assert.Equal(40, networks.Select(n => n.Properties["AddressPoolIPv4"].Value.ToString()).Distinct().Count());
        Assert.Equal(40, networks.Select(n => n.Properties["VxlanId"].Value).Distinct().Count());
    }

    [Theory]
    [InlineData("New-VwNetwork abcdefghijklmno", "InvalidNetworkName", ErrorCategory.InvalidArgument)]
    [InlineData("New-VwNetwork a.b", "InvalidNetworkName", ErrorCategory.InvalidArgument)]
    [InlineData("New-VwNetwork ok; New-VwNetwork ok", "NetworkExists", ErrorCategory.ResourceExists)]
    [InlineData("New-VwNetwork w -AddressPoolIPv4 10.0.0.0", "InvalidAddressPoolIPv4", ErrorCategory.InvalidArgument)]
    [InlineData("New-VwNetwork w -AddressPoolIPv6 10.0.0.0/8", "InvalidAddressPoolIPv6", ErrorCategory.InvalidArgument)]
    [InlineData("New-VwNetwork w -VxlanId 0", "InvalidVxlanId", ErrorCategory.InvalidArgument)]
    [InlineData("New-VwNetwork w -VxlanId 16777216", "InvalidVxlanId", ErrorCategory.InvalidArgument)]
    [InlineData("New-VwNetwork w -VxlanMtu 65406", "InvalidVxlanMtu", ErrorCategory.InvalidArgument)]
    [InlineData("New-VwNetwork w -VxlanPort 0", "InvalidVxlanPort", ErrorCategory.InvalidArgument)]
    [InlineData("New-VwNetwork missing/w", "WriteError", ErrorCategory.WriteError)]
    [InlineData("New-VwNetwork Env:w", "NotAFileSystemPath", ErrorCategory.InvalidArgument)]
    public void What_cannot_be_a_network_is_an_error_and_no_file(string script, string id, ErrorCategory category)
    {
        var error = Session.Fail(script);
        Assert.Equal(($"{id},VwMesh.Commands.NewVwNetworkCommand", category), (error.FullyQualifiedErrorId, error.CategoryInfo.Category));
        Assert.False(File.Exists(Session.PathOf("w.toml")));
    }

    [Fact]
    public void Set_changes_only_what_it_names_also_when_a_network_is_piped()
    {
        Session.Get("New-VwNetwork wg0 -VxlanId 5 -VxlanPort 1000; $old = Get-VwNetwork wg0; Set-VwNetwork wg0 -VxlanPort 2000; $old | Set-VwNetwork -VxlanMtu 1390");
        Assert.Equal("5 2000 1390", Session.GetOne<string>("$n = Get-VwNetwork wg0; \"$($n.VxlanId) $($n.VxlanPort) $($n.VxlanMtu)\""));
    }

    [Fact]
    public void Set_says_which_nodes_a_new_pool_leaves_outside_and_renumbers_them()
    {
        MakeNetwork();
        var warning = Assert.Single(Session.Run("Set-VwNetwork wg0 -AddressPoolIPv4 10.9.0.0/16").Warnings);
        Assert.Contains("a, b, c", warning, StringComparison.Ordinal);
        Assert.Contains("10.9.0.0/16", warning, StringComparison.Ordinal);
        Assert.Empty(Session.Run("Set-VwNetwork wg0 -AddressPoolIPv4 10.8.0.0/16 -Renumber").Warnings);
        Assert.Equal("10.8.0.1/16 10.8.0.2/16 10.8.0.3/16", Session.GetOne<string>("(Get-VwNode wg0 | ForEach-Object Address) -join ' '"));
    }

    [Theory]
    [InlineData("New-VwNetwork", "NetworkNameMissing")]
    [InlineData("'one' | New-VwNetwork -Name two", "NetworksNamedTwice")]
    public void A_new_network_is_named_once(string script, string id)
    {
        Assert.StartsWith(id + ",", Session.Fail(script).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Session.Folder));
    }

    [Fact]
    public void A_path_without_extension_is_the_network_that_New_made_there()
    {
        Directory.CreateDirectory(Session.PathOf("same/wg-x"));
        Session.Get("New-VwNetwork same/wg-x; Add-VwNode same/wg-x a; Set-VwNode ./same/wg-x a -FwMark 7; Test-VwNetwork same/wg-x");
        Assert.Equal("a 7 wg-x", Session.GetOne<string>("$n = Get-VwNode same/wg-x; \"$n $($n.FwMark) $((Get-VwNetwork same/wg-x).Name)\""));
        Session.Get("Remove-VwNetwork same/wg-x -Confirm:$false");
        Assert.False(File.Exists(Session.PathOf("same/wg-x.toml")));
        Assert.StartsWith("NotANetworkFile,", Session.Fail("Get-VwNode same/wg-x").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_networks_whose_link_layer_addresses_clash_are_found_and_renumbered()
    {
        Session.Get("""
            New-VwNetwork one; Add-VwNode one a -LinkLayerAddress 169.254.1.0/16; Add-VwNode one b -LinkLayerAddress 169.254.1.1/16
            New-VwNetwork two; Add-VwNode two b -LinkLayerAddress 169.254.1.0/16; Add-VwNode two a -LinkLayerAddress 169.254.1.1/16
            """);
        Assert.Equal("VW5007 VW5007", Session.GetOne<string>("(Test-VwNetwork two -Severity Error -Detailed).Code -join ' '"));
        Session.Get("Set-VwNetwork two -RenumberLinkLayer");
        Assert.Empty(Session.Get("Test-VwNetwork one, two -Severity Error, Warning | Where-Object Code -like VW500*"));
        Assert.Equal("169.254.1.0/32 169.254.1.1/32", Session.GetOne<string>("(Get-VwNode one | ForEach-Object { \"$($_.AllowedIPs)\" }) -join ' '"));
    }

    [Fact]
    public async Task Set_changes_the_network_as_it_is_when_its_turn_comes()
    {
        MakeNetwork();
        var path = Session.PathOf("wg0.toml");
        Task<Session.Result> set;
        await using (new FileStream(Session.PathOf(".wg0.toml.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            set = Task.Run(() => Session.Run("Set-VwNetwork wg0 -VxlanMtu 1300"), TestContext.Current.CancellationToken);
            // Long enough for the command to read the file and wait for the lock.
            await Task.Delay(1500, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(path, FileText().Replace("1234", "4321", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        }
        Assert.Empty((await set).Errors);
        Assert.Equal("4321 1300", Session.GetOne<string>("\"$((Get-VwNode wg0 a).ListenPort) $((Get-VwNetwork wg0).VxlanMtu)\""));
    }

    [Fact]
    public void Set_refuses_an_IPv6_pool_in_which_nodes_would_collide()
    {
        MakeNetwork();
        var before = FileText();
        Assert.Equal("AddressPoolTooNarrow,VwMesh.Commands.SetVwNetworkCommand", Session.Fail("Set-VwNetwork wg0 -AddressPoolIPv6 fd00::/128").FullyQualifiedErrorId);
        Assert.Equal(before, FileText());
    }

    [Fact]
    public void Without_a_name_reading_takes_all_networks_and_changing_the_only_one()
    {
        Assert.Empty(Session.Get("Get-VwNetwork; Get-VwNode; Get-VwPeer; Export-VwNodeConfig"));
        Assert.StartsWith("NetworkNotFound,", Session.Fail("Set-VwNetwork -VxlanMtu 1380").FullyQualifiedErrorId, StringComparison.Ordinal);
        Session.Get("New-VwNetwork one; Add-VwNode -Name a");
        Assert.Equal("a", Session.GetOne<string>("(Get-VwNode).Name"));
        Session.Get("New-VwNetwork two; Add-VwNode two b");
        Assert.Equal("a b", Session.GetOne<string>("(Get-VwNode).Name -join ' '"));
        var error = Session.Fail("Add-VwNode -Name x");
        Assert.StartsWith("NetworkAmbiguous,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("'one', 'two'", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_is_found_by_name_pattern_path_object_or_file()
    {
        Session.Get("New-VwNetwork wg0; New-VwNetwork wg1; New-VwNetwork other");
        Assert.Equal("wg0 wg1", Session.GetOne<string>("(Get-VwNetwork wg*).Name -join ' '"));
        Assert.Equal("wg0", Session.GetOne<string>("(Get-VwNetwork ./wg0.toml).Name"));
        Assert.Equal("wg0", Session.GetOne<string>("(Get-VwNetwork wg0 | Get-VwNetwork).Name"));
        Assert.Equal("wg0", Session.GetOne<string>($"([System.IO.FileInfo]'{Session.PathOf("wg0.toml")}' | Get-VwNetwork).Name"));
        Assert.Equal("other wg1", Session.GetOne<string>("('other', 'wg1' | Get-VwNetwork).Name -join ' '"));
        Assert.Empty(Session.Get("Get-VwNetwork no*"));
        var error = Session.Fail("Get-VwNetwork nothing");
        Assert.Equal(("NetworkNotFound,VwMesh.Commands.GetVwNetworkCommand", ErrorCategory.ObjectNotFound), (error.FullyQualifiedErrorId, error.CategoryInfo.Category));
        Assert.Contains("other", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_network_file_is_an_error_with_its_place_and_the_others_are_read()
    {
        Session.Get("New-VwNetwork good");
        File.WriteAllText(Session.PathOf("bad.toml"), "[Network]\nVxlanID = 1\nVxlanPort = 70000\n");
        File.WriteAllText(Session.PathOf("torn.toml"), "[Network]\nVxlanID = \n");
        Directory.CreateDirectory(Session.PathOf("folder.toml"));
        var result = Session.Run("Get-VwNetwork good, bad, torn, folder.toml");
        Assert.Equal("good", Assert.Single(result.Output).ToString());
        Assert.Equal(3, result.Errors.Count);
        Assert.Contains(result.Errors, e => e.Exception.Message.Contains("line 3, column 13", StringComparison.Ordinal)
            && e.Exception.Message.Contains("VxlanPort", StringComparison.Ordinal));
        Assert.Contains(result.Errors, e => e.Exception.Message.Contains("torn.toml', line 2", StringComparison.Ordinal));
        Assert.Contains(result.Errors, e => e.FullyQualifiedErrorId.StartsWith("NotANetworkFile,", StringComparison.Ordinal));
    }

    [Fact]
    public void A_wg_quick_file_beside_the_networks_is_passed_over()
    {
        Session.Get("New-VwNetwork wg0");
        File.WriteAllText(Session.PathOf("eth.conf"), "[Interface]\nPrivateKey = x\n");
        Assert.Equal("wg0", Session.GetOne<string>("(Get-VwNetwork).Name"));
    }

    [Fact]
    public void Remove_deletes_the_file_and_WhatIf_nothing()
    {
        Session.Get("New-VwNetwork wg0; Remove-VwNetwork wg0 -WhatIf");
        Assert.True(File.Exists(Session.PathOf("wg0.toml")));
        Assert.Empty(Session.Get("Get-VwNetwork | Remove-VwNetwork -Confirm:$false"));
        Assert.Empty(Directory.GetFileSystemEntries(Session.Folder));
        Assert.StartsWith("NetworkNotFound,", Session.Fail("Remove-VwNetwork wg0").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void The_firewalls_of_the_nodes_are_opened_and_left_alone_again()
    {
        MakeNetwork();
        Assert.True(Session.GetOne<bool>("(Set-VwNetwork wg0 -OpenFirewall).OpenFirewall"));
        Assert.Contains("\nOpenFirewall = true\n", File.ReadAllText(Session.PathOf("wg0.toml")), StringComparison.Ordinal);
        Assert.StartsWith("FormatLacks,", Session.Fail("Export-VwNodeConfig wg0 a -Format WgQuick -Raw").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("\nfirewall=open ", Session.GetOne<string>("(Export-VwNodeConfig wg0 a -Raw) -join ''"), StringComparison.Ordinal);
        Assert.True(Session.GetOne<bool>("(Get-VwNetwork wg0 | Select-Object Name, VxlanId | Set-VwNetwork).OpenFirewall"));
        Assert.False(Session.GetOne<bool>("([pscustomobject]@{ Network = 'wg0'; OpenFirewall = 'no' } | Set-VwNetwork).OpenFirewall"));
        Assert.DoesNotContain("OpenFirewall", File.ReadAllText(Session.PathOf("wg0.toml")), StringComparison.Ordinal);
    }
}
