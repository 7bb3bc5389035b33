using System.Net;
using CsCheck;
using VwMesh.Addressing;
using VwMesh.Importing;
using VwMesh.Links;
using VwMesh.Model;
using VwMesh.Rendering.NodeProgram;
using VwMesh.Rendering.WgQuick;
using VwMesh.Setup;

namespace VwMesh.CoreTests.Importing;

public sealed class NodeConfigImporterTests
{
    private static readonly PrivateKey A = PrivateKey.Generate();
    private static readonly PrivateKey B = PrivateKey.Generate();
    private static readonly PrivateKey C = PrivateKey.Generate();

    [Fact]
    public void Vwgens_files_give_the_network_back_that_they_were_made_of()
    {
        var result = ImportGolden("wg-meshvpn", "node1", "node2", "node3");

        Assert.Empty(result.Findings);
        AssertSame(Golden.WgMeshVpn(), result.Network!);
    }

    [Fact]
    public void Hooks_marks_extra_addresses_saved_state_and_port_mappings_of_vwgens_files_come_along()
    {
        var result = ImportGolden("office", "paris", "lima", "tokyo");

        // vwgen writes the wrong node's keepalive, and tokyo's is in no file.
        var office = new NetworkDraft(Golden.Office());
        office.Replace(office.Get("tokyo") with { PersistentKeepalive = 0 });
        AssertSame(office.ToNetwork(), result.Network!);
        Assert.Empty(result.Findings);
    }

    [Theory]
    [InlineData(Guard.Nftables)]
    [InlineData(Guard.Iptables)]
    [InlineData(Guard.None)]
    public void What_VwMesh_exports_it_imports_again(Guard guard)
    {
        var network = Golden.Office() with { Guard = guard };

        var result = Import(network.Name, Export(network));

        Assert.Empty(result.Findings);
        AssertSame(network, result.Network!);
    }

    [Fact]
    public void Networks_behind_nodes_come_back_from_the_routes_of_the_others()
    {
        var draft = new NetworkDraft(Golden.Office());
        draft.Replace(draft.Get("tokyo") with { Subnets = [IPNetwork.Parse("192.168.7.0/24"), IPNetwork.Parse("fd00:7::/64")] });
        var network = draft.ToNetwork();

        var result = Import(network.Name, Export(network));

        Assert.Empty(result.Findings);
        AssertSame(network, result.Network!);
        Assert.Equal("192.168.7.0/24, fd00:7::/64", string.Join(", ", result.Network!.Find("tokyo")!.Subnets));
    }

    [Fact]
    public void A_previous_key_comes_back_from_the_files_of_the_peers()
    {
        var draft = new NetworkDraft(Golden.Office());
        new Allotter(draft).Rekey("tokyo", keepsPrevious: true);
        var network = draft.ToNetwork();

        var result = Import(network.Name, Export(network));

        Assert.Empty(result.Findings);
        AssertSame(network, result.Network!);
        Assert.Equal(Golden.Office().Find("tokyo")!.PublicKey, result.Network!.Find("tokyo")!.PreviousPublicKey);
    }

    [Fact]
    public void Any_network_survives_export_and_import_and_exports_the_same_files_again() =>
        Networks.Sample(
            network =>
            {
                var files = Export(network);
                var result = Import(network.Name, files);
                Assert.Empty(result.Findings);
                Assert.Equal(files, Export(result.Network!));
            },
            iter: 60);

    [Fact]
    public void Files_written_by_hand_keep_their_tunnels_and_get_a_vxlan_interface()
    {
        var result = Import("mesh",
            new ConfigSource("/x/paris/wg0.conf", $"""
                # the head office
                [interface]
                privatekey={A.Reveal()}   # do not lose
                address = 10.9.0.1/24
                Address = fd00:9::1/64
                listenport = 51820
                mtu = 1420
                table = OFF
                fwmark = 0x10
                PostUp = iptables -A FORWARD -i %i -j ACCEPT
                PostDown = iptables -D FORWARD -i %i -j ACCEPT

                # lima
                [PEER]
                PublicKey = {B.PublicKey}
                AllowedIPs = 10.9.0.2/32,fd00:9::2
                AllowedIPs = 10.200.0.0/24
                PersistentKeepalive = 25
                """),
            new ConfigSource("/x/lima/wg0.conf", $"""
                [Interface]
                Address = 10.9.0.2/24, fd00:9::2/64
                PrivateKey = {B.Reveal()}
                MTU = 1420
                Table = off
                [Peer]
                # paris
                PublicKey = {A.PublicKey}
                Endpoint = paris.example.net:51820
                AllowedIPs = 10.9.0.1/32, fd00:9::1/128
                PersistentKeepalive = off
                """.Replace("\n", "\r\n", StringComparison.Ordinal)));

        var (paris, lima) = (result.Network!.Find("paris")!, result.Network!.Find("lima")!);
        Assert.Equal(["VxlanAdded"], result.Findings.Select(f => f.Id));
        Assert.Equal(Golden.Addresses("10.9.0.1/24", "fd00:9::1/64"), paris.LinkLayerAddress);
        Assert.Equal([IPNetwork.Parse("10.9.0.2/32"), IPNetwork.Parse("fd00:9::2/128"), IPNetwork.Parse("10.200.0.0/24")], lima.AllowedIPs);
        Assert.Equal(("paris.example.net:51820", (string?)null), (paris.Endpoint?.ToString(), lima.Endpoint?.ToString()));
        Assert.Equal((51820, 0, 16u, 25, 0), (paris.ListenPort, lima.ListenPort, paris.FwMark, paris.PersistentKeepalive, lima.PersistentKeepalive));
        Assert.Equal(["iptables -A FORWARD -i %i -j ACCEPT"], paris.PostUp);
        Assert.Equal(["iptables -D FORWARD -i %i -j ACCEPT"], paris.PostDown);
        Assert.Equal(1370, result.Network!.VxlanMtu);
        Assert.Equal(A, paris.PrivateKey);
        Assert.Empty(result.Network!.Blocked);
        Assert.All(result.Network!.Nodes, node => Assert.Contains(node.Address, a => result.Network!.AddressPoolIPv4!.Value.Contains(a.Address)));
        Assert.Equal(2, Export(result.Network!).Length);
    }

    [Fact]
    public void What_a_network_cannot_express_is_reported_with_file_and_line_and_without_secrets()
    {
        var psk = PresharedKey.Generate();
        var result = Import("mesh",
            new ConfigSource("/x/paris.conf", $"""
                stray {A.Reveal()}
                [Interface]
                PrivateKey = {A.Reveal()}
                Address = 10.9.0.1/32
                DNS = 10.9.0.53, example.net
                Table = 1234
                Jitter = 5
                PostUp = logger up # with a comment
                PostUp = ip link add vx0 type vxlan external dev paris

                [Peer]
                PublicKey = {B.PublicKey}
                PresharedKey = {psk.Reveal()}
                AllowedIPs = 10.9.0.2/32, 10.200.0.0/24
                Endpoint = [[2001:db8::1]:51820]:51820

                [Peer]
                # laptop of anna
                # Name = anna
                PublicKey = {C.PublicKey}
                PresharedKey = {psk.Reveal()}
                """),
            new ConfigSource("/x/lima.conf", $"""
                [Interface]
                PrivateKey = {B.Reveal()}
                Address = 10.9.0.2/24
                Table = off
                """));

        Assert.Equal(
            [
                (null, 0, "VxlanAdded"), ("/x/paris.conf", 1, "LineNotUnderstood"), ("/x/paris.conf", 5, "DnsDropped"),
                ("/x/paris.conf", 6, "TableDropped"), ("/x/paris.conf", 7, "KeyDropped"),
                ("/x/paris.conf", 9, "HookNamesInterface"), ("/x/paris.conf", 9, "OwnVxlan"), ("/x/paris.conf", 11, "OneSidedPeer"),
                ("/x/paris.conf", 15, "EndpointDropped"), ("/x/paris.conf", 17, "PeerDropped"),
            ],
            result.Findings.Select(f => (f.Path, f.Line, f.Id)).Order());
        Assert.Contains("'anna'", result.Findings.Single(f => f.Id == "PeerDropped").Message, StringComparison.Ordinal);
        Assert.All(result.Findings, f =>
        {
            Assert.DoesNotContain(A.Reveal(), f.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(psk.Reveal(), f.ToString(), StringComparison.Ordinal);
        });
        Assert.Equal(["logger up", "ip link add vx0 type vxlan external dev paris"], result.Network!.Find("paris")!.PostUp);
        Assert.True(result.Network!.IsBlocked("paris", "lima"));
    }

    [Theory]
    [InlineData("PostUp = wg set %i private-key /etc/wireguard/key\n", "")]
    [InlineData("PrivateKey = KEY-STAYS-ON-THE-NODE:run-sh-mesh.vwmesh-install\n", "")]
    [InlineData("", "PrivateKey = ")]
    public void A_key_that_is_not_in_the_file_is_known_by_its_peers(string line, string inA)
    {
        var (a, b) = (Simple("a", A, "10.9.0.1/24", B), Simple("b", B, "10.9.0.2/24", A));
        a = a with { Text = a.Text.Replace($"PrivateKey = {A.Reveal()}\n", line, StringComparison.Ordinal) };
        var result = Import("mesh", a, b);
        Assert.Empty(result.Faults);
        Assert.Single(result.Findings, f => f.Id == "KeyStaysOnNode");
        var (node, other) = (result.Network!.Find("a")!, result.Network.Find("b")!);
        Assert.Equal((null, A.PublicKey), (node.PrivateKey, node.PublicKey));
        Assert.False(result.Network.IsBlocked("a", "b"));
        Assert.Equal(B.PublicKey, other.PublicKey);
        Assert.Equal(inA.Length == 0 && line.StartsWith("PostUp", StringComparison.Ordinal) ? ["wg set %i private-key /etc/wireguard/key"] : [], node.PostUp);
    }

    [Fact]
    public void A_peer_without_a_file_becomes_a_node_whose_key_stays_on_it()
    {
        var laptop = "\n# laptop\n[Peer]\nPublicKey = " + C.PublicKey + "\nAllowedIPs = 10.9.0.9/32\nEndpoint = 192.0.2.9:77\n";
        var (a, b) = (Simple("a", A, "10.9.0.1/24", B), Simple("b", B, "10.9.0.2/24", A));
        var result = Import("mesh", a with { Text = a.Text + laptop }, b with { Text = b.Text + laptop.Replace("# laptop", "# b", StringComparison.Ordinal) });
        Assert.Empty(result.Faults);
        Assert.Equal(["a", "b", "laptop"], result.Network!.Nodes.Select(n => n.Name));
        var node = result.Network.Find("laptop")!;
        Assert.Equal((null, C.PublicKey, "192.0.2.9:77", 77), (node.PrivateKey, node.PublicKey, node.Endpoint!.ToString(), node.ListenPort));
        Assert.Equal(["10.9.0.9/24"], node.LinkLayerAddress.Select(x => x.ToString()));
        Assert.Empty(result.Network.Blocked);
        Assert.Single(result.Findings, f => f.Id == "PeerWithoutFile");
        // Its name is taken, and it is on one file only.
        result = Import("mesh", a with { Text = a.Text + laptop.Replace("# laptop", "# b", StringComparison.Ordinal) }, b);
        node = Assert.Single(result.Network!.Nodes, n => n.Name.StartsWith("peer-", StringComparison.Ordinal));
        Assert.True(result.Network.IsBlocked("b", node.Name));
        Assert.False(result.Network.IsBlocked("a", node.Name));
    }

    [Fact]
    public void Preshared_keys_become_links_where_both_files_have_the_same()
    {
        var (ab, ac) = (PresharedKey.Generate(), PresharedKey.Generate());
        static ConfigSource With(ConfigSource file, PublicKey peer, PresharedKey key) =>
            file with { Text = file.Text.Replace($"PublicKey = {peer}\n", $"PublicKey = {peer}\nPresharedKey = {key.Reveal()}\n", StringComparison.Ordinal) };
        var zeros = PresharedKey.Parse(Convert.ToBase64String(new byte[32]));
        var a = With(With(Simple("a", A, "10.9.0.1/24", B, C), B.PublicKey, ab), C.PublicKey, ac);
        var b = With(With(Simple("b", B, "10.9.0.2/24", A, C), A.PublicKey, ab), C.PublicKey, zeros);
        var result = Import("mesh", a, b, Simple("c", C, "10.9.0.3/24", A, B));
        Assert.Empty(result.Faults);
        var link = Assert.Single(result.Network!.Links);
        Assert.Equal(("a", "b", ab), (link.From, link.To, link.PresharedKey));
        Assert.Equal(("/x/a.conf", true), (Assert.Single(result.Findings, f => f.Id == "PresharedKeyDropped").Path, result.Findings.Any(f => f.Message.Contains("file of c has none with a", StringComparison.Ordinal))));
        Assert.All(result.Findings, f => Assert.DoesNotContain(ac.Reveal(), f.ToString(), StringComparison.Ordinal));
        // The export has the same tunnels.
        var again = Import("mesh", Export(result.Network));
        Assert.Empty(again.Findings);
        Assert.Equal(ab, Assert.Single(again.Network!.Links).PresharedKey);
    }

    [Fact]
    public void Routes_that_wg_quick_made_and_now_will_not_are_named()
    {
        var paris = Simple("paris", A, "10.9.0.1/32", B);
        Assert.DoesNotContain(Import("mesh", paris, Simple("lima", B, "10.9.0.2/24", A)).Findings, f => f.Id == "RoutesNotMade");
        var result = Import("mesh", paris with { Text = paris.Text.Replace("10.9.0.2/32", "10.9.0.2/32, 172.16.5.0/24", StringComparison.Ordinal) }, Simple("lima", B, "10.9.0.2/24", A));

        Assert.Equal("/x/paris.conf", Assert.Single(result.Findings, f => f.Id == "RoutesNotMade").Path);
        Assert.Contains("to 172.16.5.0/24;", result.Findings.Single(f => f.Id == "RoutesNotMade").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pairs_that_are_no_peers_are_blocked_and_one_sided_ones_are_told()
    {
        var result = Import("mesh", Simple("a", A, "10.9.0.1/24", B), Simple("b", B, "10.9.0.2/24", A, C), Simple("c", C, "10.9.0.3/24"));

        Assert.Equal([new NodePair("a", "c"), new NodePair("b", "c")], result.Network!.Blocked.OrderBy(p => p.First));
        Assert.Equal("/x/b.conf", Assert.Single(result.Findings, f => f.Id == "OneSidedPeer").Path);
    }

    [Fact]
    public void A_hub_that_carries_its_spokes_traffic_becomes_a_relay_and_a_group()
    {
        static ConfigSource File(string name, PrivateKey own, string address, string peers) =>
            new($"/x/{name}.conf", $"[Interface]\nPrivateKey = {own.Reveal()}\nAddress = {address}\nTable = off\n{peers}");
        static string Peer(PrivateKey key, string allowed, string more = "") => $"\n[Peer]\nPublicKey = {key.PublicKey}\nAllowedIPs = {allowed}\n{more}";

        var result = Import("mesh",
            File("paris", A, "10.9.0.1/24", Peer(B, "10.9.0.2/32") + Peer(C, "10.9.0.3/32, 192.168.3.0/24") + Peer(D, "10.9.0.4/32")),
            File("lima", B, "10.9.0.2/32", Peer(A, "10.9.0.0/24", "Endpoint = paris.example.net:51820\nPersistentKeepalive = 25\n")),
            File("oslo", C, "10.9.0.3/32", Peer(A, "10.9.0.1/32, 10.9.0.0/24", "Endpoint = paris.example.net:51820\n")),
            File("rome", D, "10.9.0.4/32", Peer(A, "0.0.0.0/0", "Endpoint = paris.example.net:51820\n")));

        var network = result.Network!;
        Assert.Equal(("hub:*", 0, 0), (network.Peering.ToString(), network.Blocked.Count, network.Links.Count));
        Assert.Equal(["lima  False 10.9.0.2/32", "oslo  False 10.9.0.3/32, 192.168.3.0/24", "paris hub True 10.9.0.1/32", "rome  False 10.9.0.4/32"],
            network.Nodes.Select(n => $"{n.Name} {n.Groups} {n.Relay} {n.AllowedIPs}"));
        Assert.Equal(["ShapeFound", "RelayFound"], result.Findings.Select(f => f.Id).Where(id => id is "ShapeFound" or "RelayFound"));
        Assert.Contains("10.9.0.3/32", Export(network).Single(f => f.Path.Contains("lima", StringComparison.Ordinal)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hub:*", "hub", "hub", "", "", "", "")]
    [InlineData("hub:*", "hub", "", "", "", "", "")]
    [InlineData("eu:eu us:us euhub:ushub", "eu,euhub", "us,ushub", "eu", "eu", "us", "us")]
    [InlineData("a:a b:b hub:*", "hub", "a", "a", "a", "b", "b")]
    public void The_shape_of_a_mesh_comes_back_from_the_files_of_its_nodes(string rules, params string[] groups)
    {
        var draft = new NetworkDraft(NetworkDefaults.New("/x/wg-shape.toml", []) with { Peering = rules.Split(' ').Select(PeeringRule.Parse).ToValueList(), OpenFirewall = true });
        var allotter = new Allotter(draft);
        foreach (var (i, names) in groups.Index())
        {
            allotter.Add($"n{i}", new NodeChange
            {
                Groups = names.Split(',', StringSplitOptions.RemoveEmptyEntries).ToValueList(), Relay = names.Contains("hub", StringComparison.Ordinal), Endpoint = $"192.0.2.{i + 1}",
            });
        }
        var files = ExportPrograms(draft.ToNetwork());

        var result = Import("wg-shape", files);

        Assert.Equal("ShapeFound", result.Findings.Where(f => f.Id != "RelayFound").Select(f => f.Id).Single());
        Assert.Empty(result.Network!.Blocked);
        Assert.Equal(files, ExportPrograms(result.Network));
    }

    [Fact]
    public void Keepalives_towards_some_peers_alone_become_links()
    {
        var draft = new NetworkDraft(Golden.Office());
        draft.ChangeLink("lima", "paris", link => link with { PersistentKeepalive = 25 });
        var files = Export(draft.ToNetwork());

        var result = Import("office", files);

        Assert.Empty(result.Findings);
        Assert.Equal(("lima", "tokyo", 0), result.Network!.Links.Select(l => (l.From, l.To, l.PersistentKeepalive!.Value)).Single());
        Assert.Equal(files, Export(result.Network));
    }

    [Fact]
    public void Where_files_disagree_the_network_takes_what_most_say_and_tells_the_others()
    {
        static string Peer(PrivateKey key, string endpoint, int keepalive) =>
            $"\n[Peer]\nPublicKey = {key.PublicKey}\nAllowedIPs = 10.9.0.9\nEndpoint = {endpoint}\nPersistentKeepalive = {keepalive}\n";
        static string Head(PrivateKey key, int host) => $"[Interface]\nPrivateKey = {key.Reveal()}\nAddress = 10.9.0.{host}/24\nTable = off\n";

        var result = Import("mesh",
            new ConfigSource("/x/a.conf", Head(A, 9) + Peer(B, "b:1", 25) + Peer(C, "c:1", 15)),
            new ConfigSource("/x/b.conf", Head(B, 2) + Peer(A, "192.168.1.1:1", 0) + Peer(C, "c:1", 0)),
            new ConfigSource("/x/c.conf", Head(C, 3) + Peer(A, "a:1", 0) + Peer(B, "b:1", 0)),
            new ConfigSource("/x/d.conf", Head(D, 4) + Peer(A, "a:1", 0)));

        Assert.Equal("a:1", result.Network!.Find("a")!.Endpoint!.ToString());
        Assert.Equal(("/x/b.conf", 9), result.Findings.Where(f => f.Id == "EndpointDiffers").Select(f => (f.Path, f.Line)).Single());
        Assert.Equal(25, result.Network!.Find("a")!.PersistentKeepalive);
        Assert.Equal(("a", "c", 15), result.Network.Links.Select(l => (l.From, l.To, l.PersistentKeepalive!.Value)).Single());
    }

    [Fact]
    public void One_file_against_one_is_not_most_and_an_empty_list_is_called_empty()
    {
        static ConfigSource File(string name, PrivateKey own, int host, PrivateKey peer, string allowed, string more) => new($"/x/{name}.conf",
            $"[Interface]\nPrivateKey = {own.Reveal()}\nAddress = 10.9.0.{host}/24\nTable = off\n"
            + $"\n[Peer]\nPublicKey = {peer.PublicKey}\nAllowedIPs = {allowed}\nEndpoint = {more}\n"
            + $"\n[Peer]\nPublicKey = {C.PublicKey}\nAllowedIPs ={(host == 1 ? "" : " 10.9.0.3/32")}\nEndpoint = c:{host}\n");

        var result = Import("mesh", File("a", A, 1, B, "10.9.0.2/32", "http://b:51820"), File("b", B, 2, A, "10.9.0.1/32", "a:1"), new ConfigSource("/x/c.conf",
            $"[Interface]\nPrivateKey = {C.Reveal()}\nAddress = 10.9.0.3/24\nTable = off\n"));

        Assert.Empty(result.Faults);
        var endpoint = result.Findings.Single(f => f.Id == "EndpointDiffers");
        Assert.Contains("c:2 here, and c:1 in '/x/a.conf'", endpoint.Message, StringComparison.Ordinal);
        var allowed = result.Findings.Single(f => f.Id == "AllowedIPsDiffer");
        Assert.Contains("10.9.0.3/32 here, and empty in '/x/a.conf'; the network takes empty.", allowed.Message, StringComparison.Ordinal);
        Assert.Contains("URL", result.Findings.Single(f => f.Id == "EndpointDropped").Message, StringComparison.Ordinal);
        Assert.DoesNotContain(result.Findings, f => f.Message.Contains("most", StringComparison.Ordinal));
    }

    [Fact]
    public void An_endpoint_that_wg_quick_saved_counts_only_where_no_one_wrote_one()
    {
        var saved = Simple("b", B, "10.9.0.2/24", A, C);
        var result = Import("mesh",
            saved with { Text = saved.Text.Replace("[Interface]", "[Interface]\nSaveConfig = true", StringComparison.Ordinal).Replace(".example.net:1", ".invalid:7", StringComparison.Ordinal) },
            Simple("a", A, "10.9.0.1/24", B, C),
            Simple("c", C, "10.9.0.3/24", B) with { });

        Assert.Equal("n.invalid:7", result.Network!.Find("a")!.Endpoint!.ToString());
        Assert.Equal("n.example.net:1", result.Network!.Find("c")!.Endpoint!.ToString());
        Assert.Contains(result.Findings, f => f.Id == "EndpointFromSavedState");
    }

    [Theory]
    [InlineData("/etc/wireguard/paris.conf", "", "paris")]
    [InlineData("/etc/wireguard/any.conf", "# Network wg0, node paris; written by VwMesh\n", "paris")]
    [InlineData("/etc/wireguard/any.conf", "# Node paris\n", "paris")]
    [InlineData("/etc/wireguard/any.conf", "# Name = paris\n", "paris")]
    [InlineData("/etc/wireguard/any.conf", "# friendly_name: paris\n", "paris")]
    [InlineData("/etc/wireguard/paris.conf", "# Name = 1/2\n", "paris")]
    public void A_node_is_called_as_a_comment_or_its_file_says(string path, string head, string name) =>
        Assert.Equal(name, Import("mesh", Simple("x", A, "10.9.0.1/24") with { Path = path, Text = head + Simple("x", A, "10.9.0.1/24").Text }).Network!.Nodes[0].Name);

    [Fact]
    public void A_comment_before_a_peer_is_no_name_of_the_node()
    {
        var paris = Simple("paris", A, "10.9.0.1/24", B);
        var text = paris.Text.Replace("\n\n[Peer]", "\n# Name = lima\n[Peer]", StringComparison.Ordinal);

        Assert.Contains("# Name = lima\n[Peer]", text, StringComparison.Ordinal);
        Assert.Equal(["lima", "paris"], Import("mesh", paris with { Text = text }).Network!.Nodes.Select(n => n.Name));
        Assert.Equal(A.PublicKey, Import("mesh", paris with { Text = text }).Network!.Find("paris")!.PublicKey);
    }

    [Fact]
    public void Files_of_one_name_are_called_as_their_folders() =>
        Assert.Equal(["lima", "paris"], Import("mesh",
            Simple("x", A, "10.9.0.1/24") with { Path = "/x/paris/wg0.conf" },
            Simple("x", B, "10.9.0.2/24") with { Path = "/x/lima/wg0.conf" }).Network!.Nodes.Select(n => n.Name));

    [Theory]
    [InlineData("hello", "NotNodeConfig")]
    [InlineData("[Interface]\nAddress = 10.9.0.1/24", "NoPrivateKey")]
    [InlineData("[Interface]\nPrivateKey = abc", "InvalidPrivateKey")]
    [InlineData("[Interface]\nPrivateKey = KEY\nAddress = 10.9.0/24", "InvalidAddress")]
    [InlineData("[Interface]\nPrivateKey = KEY\nListenPort = 70000", "InvalidListenPort")]
    [InlineData("[Interface]\nPrivateKey = KEY\nFwMark = ca6c", "InvalidFwMark")]
    [InlineData("[Interface]\nPrivateKey = KEY\n[Peer]\nPublicKey = x", "InvalidPublicKey")]
    [InlineData("[Interface]\nPrivateKey = KEY\n[Peer]\nPublicKey = OTHERS\nPresharedKey = x", "InvalidPresharedKey")]
    [InlineData("[Interface]\nPrivateKey = OTHER", "DuplicateKey")]
    public void A_file_that_wg_would_not_take_is_an_error_that_names_it(string text, string errorId)
    {
        text = text.Replace("KEY", A.Reveal(), StringComparison.Ordinal).Replace("OTHERS", B.PublicKey.Value, StringComparison.Ordinal).Replace("OTHER", B.Reveal(), StringComparison.Ordinal);

        var result = Import("mesh", new ConfigSource("/x/paris.conf", text), Simple("lima", B, "10.9.0.2/24"));

        Assert.Null(result.Network);
        var error = Assert.Single(result.Faults);
        Assert.Equal(errorId, error.ErrorId);
        Assert.Equal(2, error.Message.Split("/x/paris.conf").Length);
    }

    [Fact]
    public void Two_files_of_one_node_are_an_error() =>
        Assert.Equal("NodeExists", Assert.Single(Import("mesh",
            Simple("a", A, "10.9.0.1/24") with { Path = "/x/paris/wg0.conf" },
            Simple("a", B, "10.9.0.2/24") with { Path = "/y/paris/wg0.conf" }).Faults).ErrorId);

    [Fact]
    public void All_faults_of_all_files_are_reported_at_once_each_with_its_own_file()
    {
        var result = Import("mesh",
            new ConfigSource("/x/a.conf", $"[Interface]\nPrivateKey = {A.Reveal()}\nListenPort = x\nFwMark = y\nAddress = 10.9.0.0.1\nMTU = z\n[Peer]\nPublicKey = {B.PublicKey}\nAllowedIPs = 10/8\nPersistentKeepalive = p\n"),
            new ConfigSource("/x/b.conf", $"[Interface]\nPrivateKey = {B.Reveal()}\n[Peer]\nPublicKey = q\n"),
            new ConfigSource("/x/c.conf", "no file"),
            new ConfigSource("/x/d.conf", "[Interface]\nPrivateKey = short"),
            new ConfigSource("/x/e.conf", $"[Interface]\nPrivateKey = {A.Reveal()}\n"));

        Assert.Null(result.Network);
        Assert.Empty(result.Findings);
        Assert.Equal(
            ["DuplicateKey", "InvalidAddress", "InvalidAllowedIPs", "InvalidFwMark", "InvalidListenPort", "InvalidMTU", "InvalidPersistentKeepalive", "InvalidPrivateKey", "InvalidPublicKey", "NotNodeConfig"],
            result.Faults.Select(f => f.ErrorId).Order());
        Assert.All(result.Faults.Where(f => f.ErrorId != "DuplicateKey"), f => Assert.Single("abcde", c => f.Message.Contains($"/x/{c}.conf", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_address_that_two_nodes_have_is_a_fault_of_its_file()
    {
        var text = "[Interface]\nPrivateKey = KEY\nAddress = 169.254.200.1/16\nPreUp = ip link add v%i mtu 1370 type vxlan id 5 dstport 4789\nPreUp = ip address add 10.1.1.1/24 dev v%i || true\n";
        var result = Import("mesh", new ConfigSource("/x/a.conf", text.Replace("KEY", A.Reveal(), StringComparison.Ordinal)),
            new ConfigSource("/x/b.conf", text.Replace("KEY", B.Reveal(), StringComparison.Ordinal)));

        Assert.StartsWith("/x/b.conf: ", Assert.Single(result.Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_wg_and_wg_quick_read_is_read()
    {
        var result = Import("mesh",
            new ConfigSource("/x/a.conf", $"""
                [Interface]
                Private Key = {A.Reveal()}
                Address = 10.8.0.1/255.255.255.0  fd00::1/64
                MTU = 1420
                Table = off
                [Interface]
                Listen Port = 51820
                [Peer]
                PublicKey = {B.PublicKey}
                AllowedIPs = 10.0.0.0/8
                Endpoint = b.example.net : 51821
                [Peer]
                Public Key = {B.PublicKey}
                Allowed IPs = 10.8.0.2 / 32, fd00::2
                [Peer]
                PublicKey = {B.PublicKey}
                AllowedIPs = +10.9.0.0/24, +10.10.0.0/24, -fd00::2
                [Peer]
                PublicKey = {C.PublicKey}
                AllowedIPs = 10.66.0.0/16
                [Peer]
                PublicKey = {C.PublicKey}
                AllowedIPs = 10.77.0.0/16
                """),
            new ConfigSource("/x/b.conf", $"[Interface]\nPrivateKey = {B.Reveal()}\nAddress = 10.8.0.2/24\nMTU = 1420\nTable = off\n[Peer]\nPublicKey = {A.PublicKey}\n"),
            new ConfigSource("/x/c.conf", $"[Interface]\nPrivateKey = {C.Reveal()}\nAddress = 10.8.0.3/24\nMTU = 1420\nTable = off\n[Peer]\nPublicKey = {A.PublicKey}\n"));

        Assert.Empty(result.Faults);
        Assert.Equal(["VxlanAdded"], result.Findings.Select(f => f.Id));
        var (a, b, c) = (result.Network!.Find("a")!, result.Network.Find("b")!, result.Network.Find("c")!);
        Assert.Equal(Golden.Addresses("10.8.0.1/24", "fd00::1/64"), a.LinkLayerAddress);
        Assert.Equal((51820, "b.example.net:51821"), (a.ListenPort, b.Endpoint!.ToString()));
        Assert.Equal(["10.10.0.0/24", "10.8.0.2/32", "10.9.0.0/24"], b.AllowedIPs.Select(p => p.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(["10.77.0.0/16", "10.8.0.3/32"], c.AllowedIPs.Select(p => p.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Where_VXLAN_interfaces_differ_the_network_takes_the_settings_of_most()
    {
        static string Hooks(string mac, int mtu, int vni, int port, string address) =>
            $"MTU = {mtu + 50}\nPreUp = ip link add v%i address {mac} mtu {mtu} type vxlan id {vni} dstport {port}\nPreUp = ip address add {address} dev v%i || true\n";
        static ConfigSource With(ConfigSource file, string hooks) => file with { Text = file.Text.Replace("[Interface]\n", "[Interface]\n" + hooks, StringComparison.Ordinal) };
        var mac = MacAddress.FromPublicKey(A.PublicKey).Value;
        var result = Import("mesh",
            With(Simple("a", A, "169.254.200.1/16", B, C), Hooks(mac, 1370, 5, 4789, DerivedAddress.In(IPNetwork.Parse("fd00::/64"), A.PublicKey).ToString())),
            With(Simple("b", B, "169.254.200.2/16", A, C), Hooks("02:00:00:00:00:01", 1370, 5, 4789, "10.1.1.2/24")),
            With(Simple("c", C, "", A, B) with { Text = Simple("c", C, "x", A, B).Text.Replace("Address = x\n", "", StringComparison.Ordinal) },
                Hooks(MacAddress.FromPublicKey(C.PublicKey).Value, 1300, 6, 4790, "10.1.1.3/24") + "[Interfaces]\nKey = value\n[Interface]\n"));

        Assert.Empty(result.Faults);
        Assert.Equal((5, 1370, 4789), (result.Network!.VxlanId, result.Network.VxlanMtu, result.Network.VxlanPort));
        Assert.Equal(
            ["DerivedAddressAdded", "DerivedAddressAdded", "LinkLayerAddressAllotted", "MacAddressChanges", "SectionDropped", "VxlanIdDiffers", "VxlanMtuDiffers", "VxlanPortDiffers"],
            result.Findings.Select(f => f.Id).Where(id => id != "RoutesNotMade").Order());
    }

    [Fact]
    public void Where_the_MTU_differs_the_network_takes_its_own()
    {
        var result = Import("mesh", Simple("a", A, "10.9.0.1/24", B) with { Text = Simple("a", A, "10.9.0.1/24", B).Text.Replace("[Interface]\n", "[Interface]\nMTU = 1400\n", StringComparison.Ordinal) }, Simple("b", B, "10.9.0.2/24", A));
        Assert.Contains(result.Findings, f => f.Id == "MtuDiffers");
        Assert.Equal(1370, result.Network!.VxlanMtu);
    }

    [Theory]
    [InlineData("isakmp", 500)]
    [InlineData("ipsec-nat", 4500)]
    [InlineData("https", null)]
    [InlineData("nothing", null)]
    [InlineData("65536", null)]
    [InlineData("0", 0)]
    public void The_port_of_a_service_is_that_of_UDP(string name, int? port) =>
        Assert.Equal(port, ServicePort.Find(name, "# services\nhttps 443/tcp\nisakmp\t500/udp # key exchange\nipsec-nat-t 4500/udp ipsec-nat\n"));

    [Theory]
    [InlineData("Jc = 4")]
    [InlineData("h1 = 1234")]
    public void A_file_of_AmneziaWG_is_no_file_of_WireGuard(string line)
    {
        var result = Import("mesh", new ConfigSource("/x/a.conf", $"[Interface]\n{line}\nPrivateKey = {A.Reveal()}\n"), Simple("b", B, "10.9.0.2/24"));
        Assert.Null(result.Network);
        Assert.Equal("NotWireGuard", Assert.Single(result.Faults).ErrorId);
    }

    [Theory]
    [InlineData("logger up # with a comment", "logger up", null)]
    [InlineData("logger 'up' #", "logger 'up'", null)]
    [InlineData("logger x;#y", "logger x;", null)]
    [InlineData("logger 'room #5'", null, "HookDropped")]
    [InlineData("logger \"#\" up", null, "HookDropped")]
    [InlineData("logger x#y", null, "HookDropped")]
    [InlineData("test ${#PATH} -gt 0", null, "HookDropped")]
    [InlineData("logger \\# up", null, "HookDropped")]
    [InlineData("logger \"unclosed", null, "HookDropped")]
    public void A_hook_is_kept_whole_or_not_at_all(string hook, string? kept, string? finding)
    {
        var result = Import("mesh", Simple("a", A, "10.9.0.1/24") with { Text = Simple("a", A, "10.9.0.1/24").Text.Replace("[Interface]", $"[Interface]\nPostUp = {hook}", StringComparison.Ordinal) });
        Assert.Equal(kept is null ? [] : [kept], result.Network!.Find("a")!.PostUp);
        Assert.Equal(finding is null ? [] : [finding], result.Findings.Select(f => f.Id).Where(id => id.StartsWith("Hook", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_VXLAN_interface_made_by_hand_becomes_that_of_the_network()
    {
        static string Hooks(int host, string more) => $"""
            PostUp = ip link add vx0 type vxlan id 42 dstport 4790 dev %i nolearning local 10.9.0.{host}
            PostUp = ip link set dev vx0 mtu 1300 up; bridge fdb append 00:00:00:00:00:00 dev vx0 dst 10.9.0.9
            PostUp = ip -4 addr add 172.16.0.{host}/24 dev vx0 && ip a add fd00:16::{host}/64 dev vx0
            {more}
            PreDown = ip link del vx0 || true

            """;
        var (a, b) = (Simple("a", A, "10.9.0.1/24", B), Simple("b", B, "10.9.0.2/24", A));
        var result = Import("mesh",
            a with { Text = a.Text.Replace("[Interface]\n", "[Interface]\n" + Hooks(1, "PostUp = sysctl -w net.ipv4.conf.vx0.rp_filter=2"), StringComparison.Ordinal) },
            b with { Text = b.Text.Replace("[Interface]\n", "[Interface]\n" + Hooks(2, "PostUp = logger up"), StringComparison.Ordinal) });

        Assert.Empty(result.Faults);
        var network = result.Network!;
        Assert.Equal((42, 4790, 1300, "172.16.0.0/24"), (network.VxlanId, network.VxlanPort, network.VxlanMtu, network.AddressPoolIPv4.ToString()));
        Assert.Equal(Golden.Addresses("172.16.0.1/24", "fd00:16::1/64"), network.Find("a")!.Address);
        Assert.Equal(Golden.Addresses("10.9.0.1/24"), network.Find("a")!.LinkLayerAddress);
        Assert.Equal(["sysctl -w net.ipv4.conf.vx0.rp_filter=2"], network.Find("a")!.PostUp);
        Assert.Equal(["logger up"], network.Find("b")!.PostUp);
        Assert.Empty(network.Find("a")!.PreDown);
        Assert.Equal(["VxlanAdopted", "HookNamesInterface", "VxlanAdopted"], result.Findings.Where(f => f.Id is not "RoutesNotMade").Select(f => f.Id));
    }

    [Theory]
    [InlineData("PostUp = ip link add vx0 type vxlan id 42 dstport 4790 dev eth0 group 239.1.1.1")]
    [InlineData("PostUp = ip link add vx0 type vxlan id 42; brctl addif br0 vx0")]
    [InlineData("PostUp = ip link add vx0 type vxlan id $VNI")]
    [InlineData("PostUp = ip link add vx0 type vxlan external")]
    public void A_VXLAN_interface_that_is_not_understood_stays_in_the_hooks_and_is_reported(string hook)
    {
        var a = Simple("a", A, "10.9.0.1/24");
        var result = Import("mesh", a with { Text = a.Text.Replace("[Interface]\n", $"[Interface]\n{hook}\n", StringComparison.Ordinal) });
        Assert.Equal([hook["PostUp = ".Length..]], result.Network!.Find("a")!.PostUp);
        Assert.Contains(result.Findings, f => f.Id == "OwnVxlan");
        Assert.DoesNotContain(result.Findings, f => f.Id == "VxlanAdopted");
    }

    private static readonly PrivateKey D = PrivateKey.Generate();

    private static readonly Gen<Network> Networks =
        from count in Gen.Int[1, 6]
        from guard in Gen.Enum<Guard>()
        from vni in Gen.Int[1, 0xffffff]
        from settings in Gen.Select(Gen.Bool, Gen.Int[0, 65535], Gen.UInt, Gen.Int[0, 65535], Gen.Int[0, 7]).Array[count]
        from blocks in Gen.Select(Gen.Int[0, count - 1], Gen.Int[0, count - 1]).Array[0, 3]
        select Network(guard, vni, settings, blocks);

    private static Network Network(
        Guard guard, int vni, (bool HasEndpoint, int Port, uint Mark, int Keepalive, int Flags)[] settings, (int One, int Other)[] blocks)
    {
        var draft = new NetworkDraft(NetworkDefaults.New("/nowhere/mesh.toml", []) with { Guard = guard, VxlanId = vni });
        var allotter = new Allotter(draft);
        foreach (var (i, node) in settings.Index())
        {
            allotter.Add($"n{i}.site", new NodeChange
            {
                Endpoint = node.HasEndpoint ? $"n{i}.example.net:51820" : "",
                ListenPort = node.Port,
                FwMark = node.Mark,
                PersistentKeepalive = node.Keepalive,
                SaveConfig = false,
                UPnP = (node.Flags & 1) != 0 && node.Port > 0,
                AllowedIPs = (node.Flags & 2) != 0 ? [IPNetwork.Parse($"10.200.{i}.0/24")] : [],
                PreUp = (node.Flags & 4) != 0 ? ["ip link show", "sysctl -w net.ipv4.ip_forward=1"] : [],
                PostUp = (node.Flags & 2) != 0 ? ["ip route add 10.9.0.0/16 dev v%i", "logger 'up; %i'"] : [],
                PostDown = (node.Flags & 1) != 0 ? ["true"] : [],
            });
        }
        foreach (var (one, other) in blocks.Where(b => b.One != b.Other))
            draft.Block($"n{one}.site", $"n{other}.site");
        return draft.ToNetwork();
    }

    private static ConfigSource Simple(string name, PrivateKey key, string address, params PrivateKey[] peers) => new($"/x/{name}.conf",
        $"[Interface]\nPrivateKey = {key.Reveal()}\nAddress = {address}\n" + string.Concat(peers.Select(peer =>
            $"\n[Peer]\nPublicKey = {peer.PublicKey}\nAllowedIPs = 10.9.0.{(peer == A ? 1 : peer == B ? 2 : 3)}/32\nEndpoint = n.example.net:1\n")));

    private static ImportResult ImportGolden(string network, params string[] nodes) =>
        Import(network, [.. nodes.Select(node => new ConfigSource($"/x/{node}.expected-upstream.conf", Golden.Read($"{network}/{node}.expected-upstream.conf")))]);

    private static ImportResult Import(string name, params ConfigSource[] sources) =>
        NodeConfigImporter.Import(sources, NetworkDefaults.New($"/nowhere/{name}.toml", []));

    private static ConfigSource[] Export(Network network)
    {
        var renderer = new WgQuickRenderer(new Mesh(network));
        return [.. network.Nodes.Select(node => new ConfigSource($"/x/{node.Name}/{network.Name}.conf", renderer.Render(node)))];
    }

    private static ConfigSource[] ExportPrograms(Network network)
    {
        var setups = new MeshSetup(new Mesh(network));
        var write = new NodeProgramFormat().Prepare(setups);
        return [.. network.Nodes.Select(node => (Node: node, Files: write(setups.Of(node))))
            .Select(n => new ConfigSource($"/x/{n.Node.Name}/{network.Name}.conf", n.Files[0].Reveal()) { Program = n.Files[1].Reveal() })];
    }

    private static void AssertSame(Network expected, Network actual)
    {
        Assert.Equal((expected.VxlanId, expected.VxlanMtu, expected.VxlanPort, expected.Guard), (actual.VxlanId, actual.VxlanMtu, actual.VxlanPort, actual.Guard));
        Assert.Equal((expected.AddressPoolIPv4, expected.AddressPoolIPv6), (actual.AddressPoolIPv4, actual.AddressPoolIPv6));
        Assert.Equal(expected.Blocked, actual.Blocked);
        Assert.Equal(Export(expected).Select(f => f.Text), Export(actual).Select(f => f.Text));
    }
}
