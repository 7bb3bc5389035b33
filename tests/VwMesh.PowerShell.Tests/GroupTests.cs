using System.Management.Automation;

namespace VwMesh.PowerShellTests;

/// <summary>Groups of nodes, and the rules that say which of them have tunnels.</summary>
public sealed class GroupTests : EngineTest
{
    [Fact]
    public void Groups_rules_and_relays_are_in_the_file_only_while_they_are_used()
    {
        MakeNetwork();
        var before = FileText();
        Session.Get("Set-VwNode wg0 a -Groups Hub, eu, hub -Relay; Set-VwNode wg0 b -Groups 'eu'; Set-VwNetwork wg0 -Peering 'hub:*, eu:eu'");
        var added = FileText().Split('\n').Except(before.Split('\n')).ToList();
        Assert.Equal(["Peering = [ \"hub:*\", \"eu:eu\",]", "Groups = [ \"Hub\", \"eu\",]", "Relay = true", "Groups = [ \"eu\",]"], added);
        Assert.Equal("hub:*, eu:eu|Hub, eu|True|eu|False", Session.GetOne<string>(
            "$a, $b = Get-VwNode wg0 a, b; \"$((Get-VwNetwork wg0).Peering)|$($a.Groups)|$($a.Relay)|$($b.Groups)|$($b.Relay)\".Replace('hub:* eu', 'hub:*, eu').Replace('Hub eu', 'Hub, eu')"));
        Session.Get("Get-VwNode wg0 | Set-VwNode -Groups '' -Relay:$false; Set-VwNetwork wg0 -Peering ''");
        Assert.Equal(before, FileText());
    }

    [Fact]
    public void A_format_without_relays_is_refused_for_a_network_that_has_some()
    {
        MakeNetwork();
        Session.Get("Set-VwNode wg0 a -Relay; Set-VwNode wg0 a -Groups hub; Set-VwNetwork wg0 -Peering 'hub:*'");
        Assert.Equal("FormatLacks", Session.Fail("Export-VwNodeConfig wg0 b -Format WgQuick -WarningAction Ignore").FullyQualifiedErrorId.Split(',')[0]);
        Assert.Single(Session.Get("Export-VwNodeConfig wg0 b -Format WgQuick -Force -WarningAction Ignore"));
        Assert.Single(Session.Get("Export-VwNodeConfig wg0 b -WarningAction Ignore"));
    }

    [Fact]
    public void Nodes_are_read_by_their_groups()
    {
        MakeNetwork();
        Session.Get("New-VwNetwork wg1; Set-VwNode wg0 a -Groups hub, eu-west; Set-VwNode wg0 c -Groups EU-east");
        Assert.Equal("a", Session.GetOne<string>("(Get-VwNode -Group HUB).Name -join ' '"));
        Assert.Equal("a c", Session.GetOne<string>("(Get-VwNode wg0 -Group 'eu-*').Name -join ' '"));
        Assert.Equal("c", Session.GetOne<string>("(Get-VwNode wg0 c, b -Group hub, 'eu-*').Name -join ' '"));
        Assert.Equal("c", Session.GetOne<string>("(Get-VwNode wg0 | Get-VwNode -Group eu-east).Name -join ' '"));
        Assert.Empty(Session.Get("Get-VwNode wg0 -Group 'x*'"));
        var error = Session.Fail("Get-VwNode wg0 -Group hubs");
        Assert.Equal(("GroupNotFound,VwMesh.Commands.GetVwNodeCommand", ErrorCategory.ObjectNotFound), (error.FullyQualifiedErrorId, error.CategoryInfo.Category));
    }

    [Theory]
    [InlineData("Set-VwNetwork wg0 -Peering hub", "InvalidPeering")]
    [InlineData("Set-VwNetwork wg0 -Peering ':'", "InvalidPeering")]
    [InlineData("Set-VwNetwork wg0 -Peering 'hub:'", "InvalidPeering")]
    [InlineData("Set-VwNetwork wg0 -Peering 'a:b:c'", "InvalidPeering")]
    [InlineData("Set-VwNetwork wg0 -Peering 'hub:$(id)'", "InvalidGroupName")]
    [InlineData("Set-VwNetwork wg0 -Peering 'hub:e*'", "InvalidGroupName")]
    [InlineData("Set-VwNode wg0 b -Groups 'eu;id'", "InvalidGroupName")]
    [InlineData("Set-VwNode wg0 b -Groups 'a\"b'", "InvalidGroupName")]
    [InlineData("Set-VwNode wg0 b -Groups 'a]'", "InvalidGroupName")]
    [InlineData("Set-VwNode wg0 b -Groups '*'", "InvalidGroupName")]
    public void What_is_not_a_rule_or_a_group_is_an_error_and_the_file_stays_as_it_was(string script, string id)
    {
        MakeNetwork();
        var before = FileText();
        var error = Session.Fail(script);
        Assert.Equal((id, ErrorCategory.InvalidArgument), (error.FullyQualifiedErrorId.Split(',')[0], error.CategoryInfo.Category));
        Assert.Equal(before, FileText());
    }

    [Theory]
    [InlineData("Peering = []", "An empty list")]
    [InlineData("Peering = [\"hub\"]", "'hub' is not a peering rule")]
    [InlineData("Peering = [\"hub:e u\"]", "'e u' is not the name of a group")]
    [InlineData("Peering = \"hub:*\"", "a list of texts is needed")]
    public void A_rule_in_the_file_is_judged_where_it_stands(string line, string message)
    {
        Session.Write("wg0.toml", $"[Network]\nVxlanID = 5\n{line}\n");
        Assert.Matches($@"(?s)\(3,\d+\).*{message}|line 3.*{message}", Session.Fail("Get-VwNetwork wg0").Exception.Message);
    }

    [Fact]
    public void A_table_and_another_network_take_groups_and_rules_along()
    {
        MakeNetwork();
        Session.Get("Set-VwNode wg0 a -Groups hub, eu -Relay; Set-VwNetwork wg0 -Peering hub:*, eu:eu; Get-VwNode wg0 | Export-Csv n.csv");
        Session.Get("Set-VwNode wg0 a -Groups '' -Relay:$false; Import-Csv n.csv | Select-Object Network, Name, Groups, Relay | Set-VwNode");
        Assert.Equal("hub eu True", Session.GetOne<string>("$n = Get-VwNode wg0 a; \"$($n.Groups) $($n.Relay)\""));
        Session.Get("Get-VwNetwork wg0 | New-VwNetwork wg1; Get-VwNode wg0 | Add-VwNode wg1");
        Assert.Equal("hub:* eu:eu hub eu True", Session.GetOne<string>("$n = Get-VwNode wg1 a; \"$((Get-VwNetwork wg1).Peering) $($n.Groups) $($n.Relay)\""));
    }

    [Fact]
    public void A_relayed_pair_names_the_relays_on_its_way()
    {
        MakeNetwork();
        Assert.Equal("Impossible neither has an endpoint", Session.GetOne<string>("$p = Get-VwPeer wg0 b c; \"$($p.State) $($p.Reason)$($p.Via)\""));
        Session.Get("Set-VwNode wg0 a -Groups hub -Relay; Set-VwNetwork wg0 -Peering hub:*");
        Assert.Equal("Relayed a no peering rule allows a tunnel", Session.GetOne<string>("$p = Get-VwPeer wg0 b c; \"$($p.State) $($p.Via) $($p.Reason)\""));
        Assert.Equal("Dials  ", Session.GetOne<string>("$p = Get-VwPeer wg0 b a; \"$($p.State) $($p.Via) $($p.Reason)\""));
        Assert.Equal("a", Session.GetOne<string>("(Get-VwPeer wg0 b c).Via | Get-VwNode | ForEach-Object Name"));
        Assert.Contains("via a", Session.GetOne<string>("Get-VwPeer wg0 b c | Out-String"), StringComparison.Ordinal);
        Assert.Contains("c speak over a", Session.GetOne<string>("(Export-VwDiagram wg0).Content"), StringComparison.Ordinal);
    }
}
