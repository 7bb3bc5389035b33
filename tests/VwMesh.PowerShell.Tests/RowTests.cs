namespace VwMesh.PowerShellTests;

/// <summary>Tables of nodes and networks go out, are edited, and come back; objects bring nothing back but which one they are.</summary>
public sealed class RowTests : EngineTest
{
    private const string Everything = """
        Set-VwNode wg0 b -Endpoint '[2001:db8::2]:51820' -Address 172.20.10.2/24, 192.168.7.1/24 -AllowedIPs 10.5.0.0/16 -FwMark 7 -PersistentKeepalive 25 -UPnP -SaveConfig `
            -HostName host -SshPort 2222 -SshUserName root -SshKeyFilePath key -PreUp 'echo 1' -PostUp 'echo 2, 3', 'echo 4' -PreDown 'echo 5' -PostDown 'echo 6', 'echo 7'
        """;

    [Theory]
    [InlineData("ConvertTo-Json | ConvertFrom-Json")]
    [InlineData("ConvertTo-Json -Depth 5 | ConvertFrom-Json | Sort-Object Name -Descending")]
    [InlineData("ConvertTo-Csv | ConvertFrom-Csv")]
    [InlineData("Select-Object * | Export-Clixml t.xml; Import-Clixml t.xml | ConvertTo-Csv | ConvertFrom-Csv")]
    [InlineData("Select-Object *")]
    [InlineData("Select-Object Network, Name, Endpoint, ListenPort")]
    [InlineData("Export-Clixml t.xml; Import-Clixml t.xml | ConvertTo-Json | ConvertFrom-Json")]
    public void A_table_of_all_nodes_that_comes_back_changes_nothing(string way)
    {
        MakeNetwork();
        Session.Get(Everything);
        var before = FileText();
        var result = Session.Run($"$table = & {{ Get-VwNode wg0 | {way} }}; $table | Set-VwNode");
        Assert.Empty(result.Errors.Select(e => e.ToString()));
        Assert.Empty(result.Warnings);
        Assert.Equal(3, result.Output.Count);
        Assert.Equal(before, FileText());
    }

    [Theory]
    [InlineData("ConvertTo-Json | ConvertFrom-Json")]
    [InlineData("ConvertTo-Csv | ConvertFrom-Csv")]
    [InlineData("Select-Object *")]
    public void What_was_edited_in_a_table_is_changed_alone(string way)
    {
        MakeNetwork();
        Session.Get(Everything);
        var before = FileText().Split('\n');
        Session.Get($"$table = Get-VwNode wg0 | {way}; $table[1].ListenPort = '40000'; $table | Set-VwNode");
        var after = FileText().Split('\n');
        Assert.Equal(["ListenPort = 40000"], after.Except(before));
        Assert.Equal(before.Length, after.Length);
    }

    [Theory]
    [InlineData("Export-Clixml t.xml; $old = Import-Clixml t.xml")]
    [InlineData("Set-Variable old")]
    [InlineData("ForEach-Object { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_, 1)) } | Set-Variable old")]
    public void An_object_that_was_read_before_brings_no_old_value_back(string way)
    {
        MakeNetwork();
        Session.Get($"Get-VwNode wg0 | {way}; Set-VwNode wg0 b -ListenPort 40000 -PostUp 'echo new'; $old | Set-VwNode -FwMark 9");
        Assert.Equal("40000 echo new 9", Session.GetOne<string>("$n = Get-VwNode wg0 b; \"$($n.ListenPort) $($n.PostUp) $($n.FwMark)\""));
        Assert.Equal("NothingToSet", Session.Run("$old | Set-VwNode").Errors[0].FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("NothingToSet", Session.Fail("Set-VwNode wg0 b").FullyQualifiedErrorId.Split(',')[0]);
    }

    [Theory]
    [InlineData("ConvertTo-Json -AsArray | ConvertFrom-Json")]
    [InlineData("ConvertTo-Csv | ConvertFrom-Csv")]
    [InlineData("Export-Clixml t.xml; Import-Clixml t.xml | Select-Object *")]
    public void Nodes_that_were_removed_come_back_with_all_but_their_keys(string way)
    {
        MakeNetwork();
        Session.Get(Everything);
        const string Line = "$n = Get-VwNode wg0 b; \"$($n.Address)|$($n.AllowedIPs)|$($n.LinkLayerAddress)|$($n.Endpoint)|$($n.ListenPort)|$($n.UPnP)|$($n.SshPort)|$($n.PostUp -join ';')\"";
        var before = Session.GetOne<string>(Line);
        Session.Get($"$t = & {{ Get-VwNode wg0 b | {way} }}; Remove-VwNode wg0 b; $t | Add-VwNode");
        Assert.Equal(before, Session.GetOne<string>(Line));
    }

    [Theory]
    [InlineData("''")]
    [InlineData("'  '")]
    [InlineData("$null")]
    [InlineData("@()")]
    public void An_empty_cell_is_not_given_whatever_its_column(string empty)
    {
        MakeNetwork();
        Session.Get(Everything);
        var before = FileText();
        var columns = Session.Get("(Get-Command Set-VwNode).ParameterSets | Where-Object Name -eq Name | ForEach-Object Parameters | Where-Object ValueFromPipelineByPropertyName | ForEach-Object Name")
            .Select(c => c.ToString()).ToList();
        Assert.Contains("SshKeyFilePath", columns);
        Assert.True(columns.Count >= 18);
        foreach (var column in columns.Append("Port").Append("Network"))
        {
            Session.Get($"[pscustomobject]@{{ Name = 'b'; FwMark = 7; {(column == "FwMark" ? "X" : column)} = {empty} }} | Set-VwNode");
            Assert.Equal(before, FileText());
        }
        Session.Get($"[pscustomobject]@{{ Name = 'd'; {string.Join("; ", columns.Select(c => $"{c} = {empty}"))} }} | Add-VwNode");
        Assert.Equal("172.20.10.3/24 False", Session.GetOne<string>("$n = Get-VwNode wg0 d; \"$($n.Address) $($n.UPnP)\"").Replace("172.20.10.4", "172.20.10.3", StringComparison.Ordinal));
        before = FileText();
        foreach (var column in new[] { "AddressPoolIPv4", "AddressPoolIPv6", "VxlanId", "VxlanPort", "Guard" })
        {
            Session.Get($"[pscustomobject]@{{ Network = 'wg0'; VxlanMtu = 1370; {column} = {empty} }} | Set-VwNetwork");
            Assert.Equal(before, FileText());
        }
    }

    [Theory]
    [InlineData("-Endpoint", "Endpoint")]
    [InlineData("-FwMark", "FwMark")]
    [InlineData("-PersistentKeepalive", "PersistentKeepalive")]
    [InlineData("-HostName", "HostName")]
    [InlineData("-SshPort", "SshPort")]
    [InlineData("-SshUserName", "SshUserName")]
    [InlineData("-SshKeyFilePath", "SshKeyFilePath")]
    [InlineData("-PreUp", "PreUp")]
    [InlineData("-PostUp", "PostUp")]
    [InlineData("-PreDown", "PreDown")]
    [InlineData("-PostDown", "PostDown")]
    public void An_empty_text_on_the_command_line_clears(string parameter, string property)
    {
        MakeNetwork();
        Session.Get(Everything);
        Assert.NotEqual("", Session.GetOne<string>($"\"$((Get-VwNode wg0 b).{property})\""));
        Session.Get($"Set-VwNode wg0 b {parameter} ''");
        Assert.Equal("", Session.GetOne<string>($"\"$((Get-VwNode wg0 b).{property})\"").TrimEnd('0'));
    }

    [Fact]
    public void A_column_Port_is_where_the_node_is_reached_and_not_that_of_ssh()
    {
        Session.Get("""
            New-VwNetwork wg0
            'Name,Endpoint,Port,SshPort', 'a,a.example.net,51820,', 'b,b.example.net:9,51821,22', 'c,,51822,', 'd,d.example.net,,' | ConvertFrom-Csv |
                Add-VwNode wg0 -ErrorVariable failed
            """);
        Assert.Equal("a.example.net:51820|51820| b.example.net:9|51821|22 |51822|", Session.GetOne<string>(
            "(Get-VwNode wg0 a, b, c | ForEach-Object { \"$($_.Endpoint)|$($_.ListenPort)|$($_.SshPort)\" }) -join ' '"));
        Session.Get("[pscustomobject]@{ Name = 'c'; Port = 7; ListenPort = 8; Endpoint = 'c.example.net' } | Set-VwNode wg0");
        Assert.Equal("c.example.net:7 8", Session.GetOne<string>("$n = Get-VwNode wg0 c; \"$($n.Endpoint) $($n.ListenPort)\""));
    }

    [Fact]
    public void Columns_that_no_parameter_takes_are_named_once()
    {
        MakeNetwork();
        var result = Session.Run("'Name,Lsitenport,FwMark,KeyFilePath,Comment', 'a,5,9,key,', 'b,5,9,key,' | ConvertFrom-Csv | Set-VwNode wg0");
        Assert.Empty(result.Errors);
        Assert.Equal("No parameter of Set-VwNode takes the columns 'Lsitenport', 'KeyFilePath': they change nothing.", Assert.Single(result.Warnings));
        Assert.Equal("", Session.GetOne<string>("\"$((Get-VwNode wg0 a).SshKeyFilePath)\""));
    }

    [Theory]
    [InlineData("ListenPort = 'abc'", "Row 2, node 'b': column ListenPort: 'abc' is not a number.", "InvalidListenPort")]
    [InlineData("ListenPort = 518200", "Row 2, node 'b': ListenPort 518200 is out of range; it is 0 to 65535.", "InvalidListenPort")]
    [InlineData("UPnP = 'maybe'", "Row 2, node 'b': column UPnP: 'maybe' is neither true nor false.", "InvalidUPnP")]
    [InlineData("Port = 'x'", "Row 2, node 'b': column Port: 'x' is not a number.", "InvalidListenPort")]
    [InlineData("PrivateKey = 'dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo='", "Row 2, node 'b': A private key is not taken as text", "PrivateKeyAsText")]
    public void An_error_in_a_row_says_which_row_node_and_column(string cell, string message, string id)
    {
        MakeNetwork();
        var before = FileText();
        var error = Session.Fail($"[pscustomobject]@{{ Name = 'a'; ListenPort = 1234 }}, [pscustomobject]@{{ Name = 'b'; {cell} }} | Set-VwNode wg0");
        Assert.StartsWith(message, error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(id, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(before, FileText());
    }

    [Fact]
    public void The_command_line_goes_before_a_column_and_a_script_block_sees_the_row()
    {
        MakeNetwork();
        Session.Get("[pscustomobject]@{ Name = 'a'; FwMark = 1; ListenPort = 2; Site = 's' } | Set-VwNode wg0 -FwMark 3 -HostName { $_.Site } -WarningAction Ignore");
        Assert.Equal("3 2 s", Session.GetOne<string>("$n = Get-VwNode wg0 a; \"$($n.FwMark) $($n.ListenPort) $($n.HostName)\""));
        Assert.Equal("ValueMissing", Session.Fail("Get-VwNode wg0 a | Set-VwNode -HostName { $_.Nothing }").FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public void Tables_of_networks_come_back_too_and_objects_bring_no_old_value()
    {
        MakeNetwork();
        var before = FileText();
        foreach (var way in new[] { "ConvertTo-Json | ConvertFrom-Json", "ConvertTo-Csv | ConvertFrom-Csv", "Select-Object *" })
            Session.Get($"Get-VwNetwork | {way} | Set-VwNetwork");
        Assert.Equal(before, FileText());
        Session.Get("$old = Get-VwNetwork wg0; $old | Export-Clixml n.xml; Set-VwNetwork wg0 -VxlanMtu 1300; $old | Set-VwNetwork -VxlanPort 8472; Import-Clixml n.xml | Set-VwNetwork -VxlanId 5");
        Assert.Equal("1300 8472 5", Session.GetOne<string>("$n = Get-VwNetwork wg0; \"$($n.VxlanMtu) $($n.VxlanPort) $($n.VxlanId)\""));
        Session.Get("$t = Get-VwNetwork wg0 | ConvertTo-Csv | ConvertFrom-Csv; Remove-VwNetwork wg0; $t | New-VwNetwork");
        Assert.Equal("1300 8472 5", Session.GetOne<string>("$n = Get-VwNetwork wg0; \"$($n.VxlanMtu) $($n.VxlanPort) $($n.VxlanId)\""));
        Assert.Equal("NothingToSet", Session.Fail("Get-VwNetwork wg0 | Set-VwNetwork").FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public void Links_bring_both_sides_in_every_form()
    {
        MakeNetwork();
        foreach (var way in new[] { "Where-Object Peer -eq c", "Where-Object Peer -eq c | Select-Object Network, Node, Peer", "Where-Object Peer -eq c | ConvertTo-Json | ConvertFrom-Json", "Where-Object Peer -eq c | ConvertTo-Csv | ConvertFrom-Csv" })
        {
            Session.Get($"Get-VwPeer wg0 a | {way} | Block-VwPeer");
            Assert.Equal("a - c", Session.GetOne<string>("\"$((Get-VwNetwork wg0).Blocked)\""));
            Session.Get($"Get-VwPeer wg0 a | {way} | Unblock-VwPeer");
            Assert.Equal("", Session.GetOne<string>("\"$((Get-VwNetwork wg0).Blocked)\""));
            Assert.Equal("a Dialled c", Session.GetOne<string>($"\"$(Get-VwPeer wg0 a | {way} | Get-VwPeer)\""));
        }
        Assert.Equal("PeerMissing", Session.Fail("Get-VwNode wg0 a | Block-VwPeer").FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("NewNameMissing", Session.Fail("Get-VwNode wg0 a | Rename-VwNode").FullyQualifiedErrorId.Split(',')[0]);
        Session.Get("'Name,NewName', 'a,x', 'b,y' | ConvertFrom-Csv | Rename-VwNode wg0");
        Assert.Equal("c x y", Session.GetOne<string>("(Get-VwNode wg0).Name -join ' '"));
    }
}
