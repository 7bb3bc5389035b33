using System.Text.RegularExpressions;

namespace VwMesh.PowerShellTests;

public sealed partial class ViewTests : IDisposable
{
    private readonly Dictionary<int, (Session Session, Screen Screen)> _sessions = [];

    [Theory]
    [InlineData(80)]
    [InlineData(160)]
    public void A_network_is_a_row(int width) => AssertShown(width, "Get-VwNetwork", """
        Name       NodeCount AddressPoolIPv4 AddressPoolIPv6      VxlanId VxlanMtu
        ----       --------- --------------- ---------------      ------- --------
        office             3 10.77.0.0/22    fd42:1234:5678::/112       7     1370
        wg-meshvpn         3 172.20.10.0/24  2001:db8:42::/64     9536647     1500
        """);

    [Theory]
    [InlineData(90)]
    [InlineData(160)]
    public void A_node_is_a_row_with_its_addresses_and_its_endpoint(int width) => AssertShown(width, "Get-VwNode", """
           Network: office

        Name  Address                       Endpoint                IPv6Address
        ----  -------                       --------                -----------
        lima  10.77.0.2/22                  [2001:db8:77::2]:51821  fd42:1234:5678::910d/112
        paris 10.77.0.1/22, 192.168.50.1/24 paris.example.net:51820 fd42:1234:5678::384b/112
        tokyo 10.77.0.3/22                                          fd42:1234:5678::314f/112

           Network: wg-meshvpn

        Name  Address          Endpoint       IPv6Address
        ----  -------          --------       -----------
        node1 172.20.10.230/24 192.0.2.1:1234 2001:db8:42:0:4402:6319:9e26:dc58/64
        node2 172.20.10.45/24  192.0.2.2:2345 2001:db8:42:0:3f29:f3f0:53eb:865a/64
        node3 172.20.10.107/24                2001:db8:42:0:badd:c197:3ab:5b6e/64
        """);

    [Theory]
    [InlineData(80)]
    [InlineData(160)]
    public void A_link_is_a_row_that_says_where_it_leads_or_why_not(int width)
    {
        Get(width, "$null = Set-VwNode office lima -Endpoint ''");
        AssertShown(width, "Get-VwPeer office", """
               Network: office

            Node  Peer  State      Endpoint
            ----  ----  -----      --------
            lima  paris Dials      paris.example.net:51820
            lima  tokyo Impossible (neither has an endpoint)
            paris lima  Dialled
            paris tokyo Blocked    (peering is forbidden)
            tokyo lima  Impossible (neither has an endpoint)
            tokyo paris Blocked    (peering is forbidden)
            """);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(160)]
    public void A_zone_is_a_row_and_a_picture_too(int width)
    {
        var zones = Show(width, "Export-VwDnsZone office office.example.net");
        var pictures = Show(width, "Export-VwDiagram office Dot");

        Assert.Matches(@"(?m)^Origin +Length$", zones);
        Assert.Matches(@"(?m)^0\.0\.0\.0\.0\.0\.0\.0\.0\.0\.0\.0\.0\.0\.0\.0\.8\.7\.6\.5\.4\.3\.2\.1\.2\.4\.d\.f\.ip6\.arpa +\d+$", zones);
        Assert.Matches(@"(?m)^office  office\.dot +\d+$", pictures);
        Assert.All(zones.Split('\n'), line => Assert.True(line.Length <= width, line));
    }

    [Fact]
    public void Long_names_fit_80_columns_and_160_show_every_address_whole()
    {
        const string Script = """
            $null = New-VwNetwork corp-backbone1 -AddressPoolIPv4 172.20.100.0/22 -AddressPoolIPv6 2001:db8:1234:5678::/64 -VxlanId 16777215
            $null = Add-VwNode corp-backbone1 frankfurt-core-1 -Endpoint frankfurt-core-1.example.net -ListenPort 51820
            $null = Add-VwNode corp-backbone1 amsterdam-edge-2 -Endpoint '[2001:db8:4321:5678:9abc:def0:1234:5678]:51820'
            """;
        const string Shown = "Get-VwNetwork corp-backbone1; Get-VwNode corp-backbone1 | Out-Default; Get-VwPeer corp-backbone1 | Out-Default";
        Get(80, Script);
        Assert.All(Show(80, Shown).Split('\n'), line => Assert.True(line.Length <= 80, line));
        Get(160, Script);
        Assert.Matches(@"frankfurt-core-1 172\.20\.100\.1/22 frankfurt-core-1\.example\.net:51820\s+2001:db8:1234:5678(:[0-9a-f]{1,4}){4}/64\n", Show(160, Shown));
    }

    [Fact]
    public void Written_files_show_their_whole_path()
    {
        var folder = new string('x', 70);
        Assert.Contains($"{folder}/lima/office.conf", Regex.Replace(Show(80, $"Export-VwNodeConfig office lima -DestinationPath {folder}"), @"\n\s+", ""),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_follows_another_types_table_is_a_short_list()
    {
        var text = Show(80, "Get-VwNetwork office; Get-VwNode office paris; Get-VwPeer office paris");
        Assert.Contains("""
            Network     : office
            Name        : paris
            Address     : {10.77.0.1/22, 192.168.50.1/24}
            Endpoint    : paris.example.net:51820
            ListenPort  : 51820
            IPv6Address : fd42:1234:5678::384b/112
            """, text, StringComparison.Ordinal);
        Assert.Contains("""
            Node     : paris
            Peer     : tokyo
            State    : Blocked
            Endpoint :
            Reason   : peering is forbidden
            """, text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_view_shows_a_key_that_is_secret()
    {
        var text = Show(160, """
            Get-VwNetwork; Get-VwNode; Get-VwPeer; Export-VwNodeConfig; New-VwKey; New-VwPresharedKey
            Export-VwNodeConfig office | Out-Default; New-VwKey | Out-Default; New-VwPresharedKey | Out-Default
            """);
        Assert.DoesNotContain("PrivateKey = ", text, StringComparison.Ordinal);
        Assert.Contains("(hidden)", text, StringComparison.Ordinal);
        var secrets = Regex.Matches(File.ReadAllText(PathOf(160, "office.conf")), "PrivateKey = \"(.*)\"").Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(3, secrets.Count);
        Assert.All(secrets, s => Assert.DoesNotContain(s, text, StringComparison.Ordinal));
    }

    // Taking the colours out where output is redirected is the host's part.
    [Theory]
    [InlineData(80)]
    [InlineData(160)]
    public void A_diagnostic_is_a_row_whose_message_wraps(int width) => AssertShown(width, "Test-VwNetwork office | Where-Object Code -eq VW3027", width == 80
        ? """
               Network: office

            Severity Code   Node  Message
            -------- ----   ----  -------
            Warning  VW3027 tokyo SaveConfig is on at node 'tokyo': at the next restart wg-
                                  quick writes the old state over a new file, which is lost
                                  .
                                  → Set-VwNode -SaveConfig:$false.
            """
        : """
               Network: office

            Severity Code   Node  Message
            -------- ----   ----  -------
            Warning  VW3027 tokyo SaveConfig is on at node 'tokyo': at the next restart wg-quick writes the old state over a new file, which is lost.
                                  → Set-VwNode -SaveConfig:$false.
            """);

    [Fact]
    public void A_matrix_is_a_table_however_many_nodes_there_are()
    {
        // Nothing says how to reach them.
        Get(160, "$null = Get-VwNode wg-meshvpn | Set-VwNode -Endpoint ''; $null = Add-VwNode wg-meshvpn node4, a-longer-name5");
        AssertShown(160, "Get-VwNodeStatus wg-meshvpn -Matrix 2>$null", """
               Network: wg-meshvpn

            Node           State        a-longer-name5 node1   node2   node3   node4

            a-longer-name5 Unreachable                 ?       ?       ?       ?
            node1          Unreachable  ?                      ?       ?       ?
            node2          Unreachable  ?              ?               ?       ?
            node3          Unreachable  ?              ?       ?               ?
            node4          Unreachable  ?              ?       ?       ?
            """);
    }

    [Theory]
    [InlineData("Export-VwNodeConfig office")]
    [InlineData("Export-VwRoutingConfig office")]
    [InlineData("Export-VwDnsZone office x.example")]
    [InlineData("Export-VwDiagram office")]
    public void What_was_exported_without_a_destination_says_that_it_was_not_written(string script) =>
        Assert.Contains("not written", Show(80, script), StringComparison.Ordinal);

    [Fact]
    public void Severities_are_coloured() =>
        Assert.Contains("\e[33mWarning\e[0m", ShowRaw(80, "Test-VwNetwork office"), StringComparison.Ordinal);

    [Fact]
    public void States_are_coloured() =>
        Assert.Contains("\e[33mBlocked\e[0m", ShowRaw(80, "Get-VwPeer office"), StringComparison.Ordinal);

    public void Dispose()
    {
        foreach (var (session, _) in _sessions.Values)
            session.Dispose();
    }

    private void AssertShown(int width, string script, string expected) => Assert.Equal(expected.Trim('\n'), Show(width, script).Trim('\n'));

    private string Show(int width, string script) =>
        Blanks().Replace(string.Join('\n', Colours().Replace(ShowRaw(width, script), "").Split('\n').Select(l => l.TrimEnd())), "\n\n");

    private string ShowRaw(int width, string script)
    {
        Get(width, $"& {{ {script} }} | Out-Default");
        return _sessions[width].Screen.Take();
    }

    private void Get(int width, string script) => On(width).Get(script);

    private string PathOf(int width, string file) => On(width).PathOf(file);

    private Session On(int width)
    {
        if (_sessions.TryGetValue(width, out var open))
            return open.Session;
        var screen = new Screen(width);
        var session = new Session(screen);
        foreach (var name in new[] { "office", "wg-meshvpn" })
            File.Copy(Path.Combine(Session.RepositoryRoot(), "tests", "golden", name, name + ".conf"), session.PathOf(name + ".conf"));
        _sessions.Add(width, (session, screen));
        return session;
    }

    [GeneratedRegex("\e\\[[0-9;]*m")]
    private static partial Regex Colours();

    [GeneratedRegex("\n{3,}")]
    private static partial Regex Blanks();
}
