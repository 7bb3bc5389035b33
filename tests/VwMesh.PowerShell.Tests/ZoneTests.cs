namespace VwMesh.PowerShellTests;

public sealed class ZoneTests : EngineTest
{
    [Fact]
    public void Zones_are_objects_with_origin_file_name_and_content()
    {
        MakeNetwork();

        Assert.Equal("mesh.example.net 10.20.172.in-addr.arpa 0.0.0.0.2.4.0.0.8.b.d.0.1.0.0.2.ip6.arpa",
            Session.GetOne<string>("(Get-VwNetwork | Export-VwDnsZone -Domain mesh.example.net).Origin -join ' '"));
        Assert.Equal("mesh.example.net.zone", Session.GetOne<string>("(Export-VwDnsZone wg0 mesh.example.net)[0].FileName"));
        Assert.Contains("\na IN A    172.20.10.1\n", Session.GetOne<string>("(Export-VwDnsZone wg0 mesh.example.net)[0].Content"), StringComparison.Ordinal);
    }

    [Fact]
    public void Name_servers_mailbox_lifetime_and_serial_are_parameters()
    {
        MakeNetwork();

        var zone = Session.GetOne<string>(
            "(Export-VwDnsZone wg0 example.net -NameServer a, ns.example.org -Hostmaster noc@example.org -TimeToLive 60 -Serial 7)[0].Content");

        Assert.Contains("$TTL 60\n@ IN SOA  a.example.net. noc.example.org. (\n    7          ; serial\n", zone, StringComparison.Ordinal);
        Assert.Contains("@ IN NS   a.example.net.\n@ IN NS   ns.example.org.\n", zone, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_block_gives_each_network_its_domain_and_rows_name_both()
    {
        MakeNetwork();
        Session.Get("New-VwNetwork wg1 -AddressPoolIPv4 172.20.11.0/24 -AddressPoolIPv6 ''; Add-VwNode wg1 x");

        Assert.Equal("wg0.example.net wg1.example.net",
            Session.GetOne<string>("(Get-VwNetwork | Export-VwDnsZone -Domain { \"$($_.Name).example.net\" } | Where-Object FileName -notlike *.arpa.zone).Origin -join ' '"));
        Assert.Equal("one.example.net two.example.net", Session.GetOne<string>("""
            ([pscustomobject]@{ Network = 'wg0'; Domain = 'one.example.net' }, [pscustomobject]@{ Network = 'wg1'; Domain = 'two.example.net' } |
                Export-VwDnsZone | Where-Object FileName -notlike *.arpa.zone).Origin -join ' '
            """));
        Assert.Single(Session.Get("Export-VwDnsZone wg0, wg1 example.net | Where-Object Origin -eq example.net"));
    }

    [Fact]
    public void Files_are_readable_for_a_name_server_and_stay_until_a_record_changes()
    {
        MakeNetwork();
        Session.Get("Export-VwDnsZone wg0 example.net -DestinationPath out -Serial 2099999999");
        var before = File.ReadAllText(Session.PathOf("out/example.net.zone"));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.GroupRead, File.GetUnixFileMode(Session.PathOf("out/example.net.zone")) & UnixFileMode.GroupRead);

        Assert.Equal("Unchanged Unchanged Unchanged", Session.GetOne<string>("(Export-VwDnsZone wg0 example.net -DestinationPath out).Outcome -join ' '"));
        Assert.Equal(before, File.ReadAllText(Session.PathOf("out/example.net.zone")));

        Session.Get("Add-VwNode wg0 d");
        Assert.Equal("FileExists", Session.Run("Export-VwDnsZone wg0 example.net -DestinationPath out -NoClobber").Errors[0].FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("Updated Updated Updated", Session.GetOne<string>("(Export-VwDnsZone wg0 example.net -DestinationPath out).Outcome -join ' '"));
        Assert.Contains(" 2100000000 ; serial\n", File.ReadAllText(Session.PathOf("out/example.net.zone")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Export-VwDnsZone wg0 'no domain'", "InvalidDomain")]
    [InlineData("Export-VwDnsZone wg0 example.net -NameServer ns1.example.net", "NameServerWithoutAddress")]
    [InlineData("Export-VwDnsZone wg0 example.net -Hostmaster nobody", "InvalidHostmaster")]
    [InlineData("Export-VwDnsZone nothing example.net", "NetworkNotFound")]
    public void What_cannot_be_a_zone_is_an_error_and_nothing_is_written(string script, string errorId)
    {
        MakeNetwork();

        Assert.Equal(errorId, Session.Fail(script + " -DestinationPath out").FullyQualifiedErrorId.Split(',')[0]);
        Assert.False(Directory.Exists(Session.PathOf("out")));
    }

    [Fact]
    public void A_node_whose_name_DNS_forbids_is_a_warning_and_the_zone_has_the_others()
    {
        MakeNetwork();
        var result = Session.Run("Rename-VwNode wg0 a my_phone | Out-Null; Export-VwDnsZone wg0 example.net -Raw");
        Assert.Empty(result.Errors);
        Assert.Contains("'my_phone' has no name in DNS", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Contains("\nb ", (string)result.Output[0].BaseObject, StringComparison.Ordinal);
        Assert.DoesNotContain(result.Output, zone => ((string)zone.BaseObject).Contains("phone", StringComparison.Ordinal));
    }

    [Fact]
    public void A_network_that_cannot_be_read_takes_no_names_out_of_a_zone()
    {
        MakeNetwork();
        Session.Get("New-VwNetwork wg1; Add-VwNode wg1 x");
        File.AppendAllText(Session.PathOf("wg1.toml"), "\nnonsense");

        var result = Session.Run("Export-VwDnsZone wg0, wg1 example.net -DestinationPath out");

        Assert.Single(result.Errors);
        Assert.False(Directory.Exists(Session.PathOf("out")));
    }

    [Fact]
    public void WhatIf_writes_no_zone()
    {
        MakeNetwork();
        Assert.Empty(Session.Get("Export-VwDnsZone wg0 example.net -DestinationPath out -WhatIf"));
        Assert.False(Directory.Exists(Session.PathOf("out")));
    }
}
