using System.Net;
using CsCheck;
using VwMesh.Model;
using VwMesh.Rendering.Zone;

namespace VwMesh.CoreTests.Rendering;

public sealed class ZoneRendererTests
{
    private static readonly ZoneOptions Options = new() { Serial = 1763839200 };

    [Fact]
    public void The_seeds_network_gives_a_forward_zone_and_one_for_each_pool()
    {
        var zones = Render(Golden.WgMeshVpn(), "mesh.example.net");

        Assert.Equal(["mesh.example.net", "10.20.172.in-addr.arpa", "0.0.0.0.2.4.0.0.8.b.d.0.1.0.0.2.ip6.arpa"], zones.Select(z => z.Origin));
        Assert.Equal(zones.Select(z => z.Origin + ".zone"), zones.Select(z => z.FileName));
        Assert.Equal(
            [
                "mesh.example.net. SOA localhost. hostmaster.mesh.example.net. 1763839200 86400 7200 604800 300",
                "mesh.example.net. NS localhost.",
                "node1.mesh.example.net. A 172.20.10.230",
                "node1.mesh.example.net. AAAA 2001:db8:42:0:4402:6319:9e26:dc58",
                "node2.mesh.example.net. A 172.20.10.45",
                "node2.mesh.example.net. AAAA 2001:db8:42:0:3f29:f3f0:53eb:865a",
                "node3.mesh.example.net. A 172.20.10.107",
                "node3.mesh.example.net. AAAA 2001:db8:42:0:badd:c197:3ab:5b6e",
            ],
            NamedCheckzone.Load(zones[0]));
        Assert.Equal(
            [
                "107.10.20.172.in-addr.arpa. PTR node3.mesh.example.net.",
                "230.10.20.172.in-addr.arpa. PTR node1.mesh.example.net.",
                "45.10.20.172.in-addr.arpa. PTR node2.mesh.example.net.",
            ],
            Pointers(zones[1]));
        Assert.Contains(
            "8.5.c.d.6.2.e.9.9.1.3.6.2.0.4.4.0.0.0.0.2.4.0.0.8.b.d.0.1.0.0.2.ip6.arpa. PTR node1.mesh.example.net.", Pointers(zones[2]));
    }

    [Fact]
    public void A_description_is_a_TXT_record_whatever_it_says()
    {
        var network = Golden.WgMeshVpn();
        var described = network.WithNodes(network.Nodes.Select(n => n.Name == "node1" ? n with { Description = "Köln; \"rack 4\" \\ $INCLUDE" } : n));
        var zone = Render(described, "mesh.example.net")[0];
        Assert.Contains(NamedCheckzone.Load(zone).Select(r => r.Replace("\\;", ";", StringComparison.Ordinal)),
            record => record == @"node1.mesh.example.net. TXT ""K\195\182ln; \""rack 4\"" \\ $INCLUDE""");
    }

    [Fact]
    public void Owners_are_relative_and_no_line_repeats_the_domain()
    {
        var forward = Render(Golden.WgMeshVpn(), "mesh.example.net")[0];

        Assert.Contains("\nnode1 IN A    172.20.10.230\n", forward.Content, StringComparison.Ordinal);
        Assert.Single(forward.Content.Split('\n'), line => line.StartsWith('@') && line.Contains(" SOA ", StringComparison.Ordinal));
    }

    [Fact]
    public void Addresses_outside_of_the_pools_get_a_reverse_zone_of_their_own_prefix()
    {
        var zones = Render(Golden.Office(), "office.example.net");

        Assert.Equal(
            ["office.example.net", "0.77.10.in-addr.arpa", "50.168.192.in-addr.arpa", "0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.7.6.5.4.3.2.1.2.4.d.f.ip6.arpa"],
            zones.Select(z => z.Origin));
        Assert.Equal(["1.50.168.192.in-addr.arpa. PTR paris.office.example.net."], Pointers(zones[2]));
        Assert.Contains("paris.office.example.net. A 192.168.50.1", NamedCheckzone.Load(zones[0]));
        Assert.All(zones, zone => NamedCheckzone.Load(zone));
    }

    [Theory]
    [InlineData("10.0.0.0/8", "10.1.2.3", "10.in-addr.arpa")]
    [InlineData("172.16.0.0/12", "172.20.2.3", "20.172.in-addr.arpa")]
    [InlineData("10.77.0.0/22", "10.77.3.9", "3.77.10.in-addr.arpa")]
    [InlineData("192.168.1.64/26", "192.168.1.70", "1.168.192.in-addr.arpa")]
    [InlineData("192.168.1.70/32", "192.168.1.70", "1.168.192.in-addr.arpa")]
    [InlineData("0.0.0.0/0", "10.1.2.3", "10.in-addr.arpa")]
    [InlineData("fd00:1234::/30", "fd00:1236::1", "6.3.2.1.0.0.d.f.ip6.arpa")]
    [InlineData("fd00:1234::/32", "fd00:1234::1", "4.3.2.1.0.0.d.f.ip6.arpa")]
    [InlineData("2001:db8::/126", "2001:db8::2", "0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa")]
    public void A_reverse_zone_claims_no_more_than_the_prefix_as_far_as_dns_can_cut(string prefix, string address, string origin)
    {
        var pool = IPNetwork.Parse(prefix);
        var network = Network(("a", $"{address}/{pool.PrefixLength}"));

        var reverse = Assert.Single(Render(network, "example.net"), z => z.Origin.EndsWith(".arpa", StringComparison.Ordinal));
        Assert.Equal(origin, reverse.Origin);
        Assert.Single(Pointers(reverse));
    }

    [Fact]
    public void A_zone_wider_than_the_prefix_says_so()
    {
        var reverse = Render(Network(("a", "192.168.1.70/26")), "example.net")[1];

        Assert.Contains("; A server that loads this answers for all of it, also for what is not of 192.168.1.64/26.\n", reverse.Content, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_is_in_the_most_specific_of_overlapping_zones()
    {
        var zones = Render(Network(("a", "192.168.50.1/24"), ("b", "192.168.50.2/16"), ("c", "192.168.60.3/16")), "example.net");

        Assert.Equal(["1.50.168.192.in-addr.arpa. PTR a.example.net.", "2.50.168.192.in-addr.arpa. PTR b.example.net."],
            Pointers(zones.Single(z => z.Origin == "50.168.192.in-addr.arpa")));
        Assert.Equal(["3.60.168.192.in-addr.arpa. PTR c.example.net."], Pointers(zones.Single(z => z.Origin == "168.192.in-addr.arpa")));
    }

    [Fact]
    public void Link_local_addresses_and_repeated_ones_are_not_published()
    {
        var records = NamedCheckzone.Load(Render(Network(("a", "fe80::1/64, 169.254.7.7/16, 10.0.0.1/24, 10.0.0.1/32")), "example.net")[0]);

        Assert.Equal(["a.example.net. A 10.0.0.1"], records.Where(r => r.StartsWith("a.", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Paris", "paris.example.net.")]
    [InlineData("eu.paris", "eu.paris.example.net.")]
    [InlineData("300", "300.example.net.")]
    [InlineData("in", "in.example.net.")]
    [InlineData("münchen", "xn--mnchen-3ya.example.net.")]
    [InlineData("MÜNCHEN", "xn--mnchen-3ya.example.net.")]
    [InlineData("東京.jp", "xn--1lqs71d.jp.example.net.")]
    public void A_nodes_name_becomes_labels(string name, string owner)
    {
        var records = NamedCheckzone.Load(Render(Network((name, "10.0.0.1/24")), "example.net")[0]);

        Assert.Contains($"{owner} A 10.0.0.1", records);
    }

    [Theory]
    [InlineData("a_b", "host names allow")]
    [InlineData("a-", "hyphen")]
    [InlineData("a..b", "empty")]
    [InlineData("a.-b", "hyphen")]
    [InlineData("xn--99999999", "international")]
    public void A_name_that_no_host_can_have_is_an_error_that_says_why(string name, string why)
    {
        var error = Assert.Throws<VwMeshException>(() => Render(Network((name, "10.0.0.1/24")), "example.net"));

        Assert.Equal("InvalidDnsName", error.ErrorId);
        Assert.Equal(name, error.Target);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_without_a_name_in_DNS_is_left_out_and_the_zones_have_the_others()
    {
        var leftOut = new List<string>();
        var zones = ZoneRenderer.Render(
            [new ZoneSource(Network(("my_phone", "10.0.0.1/24"), ("b", "10.0.0.2/24")), DomainName.Parse("example.net"))], Options, fault => leftOut.Add(fault.Message));
        Assert.Contains("'my_phone'", Assert.Single(leftOut), StringComparison.Ordinal);
        Assert.Equal(["b.example.net. A 10.0.0.2"], NamedCheckzone.Load(zones[0]).Skip(2));
        Assert.Equal(["2.0.0.10.in-addr.arpa. PTR b.example.net."], Pointers(zones[1]));
    }

    [Fact]
    public void Two_nodes_with_one_name_in_dns_are_an_error()
    {
        var error = Assert.Throws<VwMeshException>(() =>
            Render(Network(("münchen", "10.0.0.1/24"), ("xn--mnchen-3ya", "10.0.0.2/24")), "example.net"));

        Assert.Equal("DnsNameCollision", error.ErrorId);
    }

    [Theory]
    [InlineData("mesh.example.net.", "mesh.example.net")]
    [InlineData("Büro.Example", "xn--bro-hoa.example")]
    [InlineData("internal", "internal")]
    public void A_domain_is_read_as_people_write_it(string text, string value) => Assert.Equal(value, DomainName.Parse(text).Value);

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a..b")]
    [InlineData("a b")]
    [InlineData("a_b.example")]
    [InlineData("$INCLUDE /etc/passwd")]
    [InlineData("a;b")]
    [InlineData("a\nb")]
    [InlineData("10.in-addr.arpa")]
    public void What_is_no_domain_is_refused(string text) =>
        Assert.Equal("InvalidDomain", Assert.Throws<VwMeshException>(() => DomainName.Parse(text)).ErrorId);

    [Fact]
    public void A_node_or_a_host_outside_can_serve_the_zones()
    {
        var zones = Render(Golden.Office(), "office.example.net", Options with { NameServers = ["paris", "ns.example.org"], Hostmaster = "first.last@example.org" });

        Assert.Equal(
            [
                "office.example.net. SOA paris.office.example.net. first\\.last.example.org. 1763839200 86400 7200 604800 300",
                "office.example.net. NS ns.example.org.",
                "office.example.net. NS paris.office.example.net.",
            ],
            NamedCheckzone.Load(zones[0]).Take(3));
        Assert.All(zones, zone => NamedCheckzone.Load(zone));
    }

    [Theory]
    [InlineData("ns1", "InvalidNameServer")]
    [InlineData("ns1.example.net", "NameServerWithoutAddress")]
    [InlineData("example.net", "NameServerWithoutAddress")]
    [InlineData("a b.example.org", "InvalidNameServer")]
    [InlineData("", "InvalidNameServer")]
    public void A_name_server_that_bind_would_refuse_is_an_error(string server, string errorId) =>
        Assert.Equal(errorId, Assert.Throws<VwMeshException>(() =>
            Render(Network(("a", "10.0.0.1/24")), "example.net", Options with { NameServers = [server] })).ErrorId);

    [Theory]
    [InlineData("hostmaster")]
    [InlineData("@example.net")]
    [InlineData("a b@example.net")]
    [InlineData("a@b@c;d")]
    public void A_mailbox_is_local_part_and_host(string text) =>
        Assert.Equal("InvalidHostmaster", Assert.Throws<VwMeshException>(() =>
            Render(Network(("a", "10.0.0.1/24")), "example.net", Options with { Hostmaster = text })).ErrorId);

    [Fact]
    public void Networks_that_share_a_domain_share_its_zone_and_their_common_nodes()
    {
        var domain = DomainName.Parse("example.net");
        var zones = ZoneRenderer.Render(
            [new ZoneSource(Network(("paris", "10.1.0.1/24"), ("lima", "10.1.0.2/24")), domain), new ZoneSource(Network(("Paris", "10.2.0.1/24")), domain)],
            Options, fault => throw fault);

        Assert.Equal(["example.net", "0.1.10.in-addr.arpa", "0.2.10.in-addr.arpa"], zones.Select(z => z.Origin));
        Assert.Equal(["lima.example.net. A 10.1.0.2", "paris.example.net. A 10.1.0.1", "paris.example.net. A 10.2.0.1"], NamedCheckzone.Load(zones[0]).Skip(2));
    }

    [Fact]
    public void Networks_in_different_domains_share_the_reverse_zone_of_a_common_prefix()
    {
        var zones = ZoneRenderer.Render(
            [
                new ZoneSource(Network(("a", "10.0.0.1/25")), DomainName.Parse("one.example.net")),
                new ZoneSource(Network(("a", "10.0.0.129/25")), DomainName.Parse("two.example.net")),
            ],
            Options, fault => throw fault);

        Assert.Equal(["one.example.net", "two.example.net", "0.0.10.in-addr.arpa"], zones.Select(z => z.Origin));
        Assert.StartsWith("; Addresses of 'net' in 10.0.0.0/24", zones[2].Content, StringComparison.Ordinal);
        Assert.Equal(["1.0.0.10.in-addr.arpa. PTR a.one.example.net.", "129.0.0.10.in-addr.arpa. PTR a.two.example.net."], Pointers(zones[2]));
    }

    [Fact]
    public void A_domain_within_another_is_an_error_since_it_would_need_delegation() =>
        Assert.Equal("NestedDomains", Assert.Throws<VwMeshException>(() => ZoneRenderer.Render(
            [
                new ZoneSource(Network(("a", "10.0.0.1/25")), DomainName.Parse("example.net")),
                new ZoneSource(Network(("a", "10.0.0.129/25")), DomainName.Parse("two.example.net")),
            ],
            Options, fault => throw fault)).ErrorId);

    [Fact]
    public void A_network_without_nodes_is_a_zone_without_hosts() =>
        Assert.Equal(2, NamedCheckzone.Load(Assert.Single(Render(Network(), "example.net"))).Count);

    [Fact]
    public void A_zone_whose_records_are_as_before_stays_as_it_was()
    {
        var before = Render(Golden.Office(), "example.net")[0];
        var after = Render(Golden.Office(), "example.net", Options with { Serial = Options.Serial + 86400 })[0];

        Assert.Equal(before.Content, after.Succeeding(before.Content).Content);
    }

    [Theory]
    [InlineData(1763839200u, 1763842800u, 1763842800u)]
    [InlineData(2026112200u, 1763842800u, 2026112201u)]
    [InlineData(1763842800u, 1763842800u, 1763842801u)]
    [InlineData(4294967295u, 5u, 5u)]
    [InlineData(4294967295u, 4294967295u, 0u)]
    public void The_serial_of_a_changed_zone_grows_whatever_it_was(uint old, uint now, uint expected)
    {
        var before = Render(Network(("a", "10.0.0.1/24")), "example.net", Options with { Serial = old })[0];
        var after = Render(Network(("b", "10.0.0.1/24")), "example.net", Options with { Serial = now })[0].Succeeding(before.Content);

        Assert.Contains($" localhost. hostmaster.example.net. {expected} ", NamedCheckzone.Load(after)[0], StringComparison.Ordinal);
        Assert.Contains("b.example.net. A 10.0.0.1", NamedCheckzone.Load(after));
    }

    [Fact]
    public void A_file_that_is_no_zone_of_ours_is_no_predecessor()
    {
        var zone = Render(Golden.Office(), "example.net")[0];

        Assert.Equal(zone, zone.Succeeding("hello\n"));
    }

    [Fact]
    public void The_time_to_live_is_what_was_asked_for()
    {
        var zone = Render(Golden.Office(), "example.net", Options with { TimeToLive = 3600 })[0];

        Assert.Contains("\n$TTL 3600\n", zone.Content, StringComparison.Ordinal);
        Assert.Equal("InvalidTimeToLive", Assert.Throws<VwMeshException>(() => Options with { TimeToLive = -1 }).ErrorId);
    }

    [Fact]
    public void Any_name_a_node_can_have_loads_in_bind_or_is_a_clear_error()
    {
        string[] pieces = ["a", "Z", "7", "-", "_", ".", "ü", "ß", "ς", "İ", "K", "東", "ａ", "é", "א", "٠", "ⅷ", "xn--", "in", "𝒳", "क्ष", "aaaaaaaaaaaaaaaaaaaa"];
        var names = Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]).Array[1, 8].Select(string.Concat);

        Needs.Require("named-checkzone");
        names.Sample(
            name =>
            {
                Node node;
                try
                {
                    node = new Node(name);
                }
                catch (VwMeshException)
                {
                    return;
                }
                try
                {
                    var zones = Render(Network((node.Name, "10.0.0.1/24, fd00::1/64")), "example.net");
                    Assert.Equal(3, zones.Count);
                    Assert.Equal(4, NamedCheckzone.Load(zones[0]).Count);
                    Assert.All(zones, zone => NamedCheckzone.Load(zone));
                }
                catch (VwMeshException error)
                {
                    Assert.Equal("InvalidDnsName", error.ErrorId);
                }
            },
            iter: 100, threads: 1);
    }

    [Fact]
    public void Every_address_has_one_pointer_in_a_zone_that_contains_it()
    {
        var addresses = Gen.Select(Gen.Byte.Array[4], Gen.Int[0, 32]).Array[1, 6];

        Needs.Require("named-checkzone");
        addresses.Sample(
            drawn =>
            {
                var network = Network([.. drawn.Select((a, i) => ($"n{i}", $"{new IPAddress(a.Item1)}/{a.Item2}"))]);
                var published = drawn.Count(a => a.Item1 is not [169, 254, ..]);
                var zones = Render(network, "example.net").Skip(1).ToList();

                Assert.Equal(zones.Count, zones.Select(z => z.Origin).Distinct().Count());
                Assert.Equal(published, zones.Sum(z => Pointers(z).Count));
            },
            iter: 25, threads: 1);
    }

    private static IReadOnlyList<ZoneFile> Render(Network network, string domain, ZoneOptions? options = null) =>
        ZoneRenderer.Render([new ZoneSource(network, DomainName.Parse(domain))], options ?? Options, fault => throw fault);

    private static List<string> Pointers(ZoneFile zone) => [.. NamedCheckzone.Load(zone).Where(r => r.Contains(" PTR ", StringComparison.Ordinal))];

    private static Network Network(params (string Name, string Addresses)[] nodes)
    {
        var draft = new NetworkDraft(new Network(new NetworkIdentity("net", "/nowhere/net.toml")));
        foreach (var (name, addresses) in nodes)
            draft.Add(new Node(name) { Address = Golden.Addresses(addresses.Split(", ")) });
        return draft.ToNetwork();
    }
}
