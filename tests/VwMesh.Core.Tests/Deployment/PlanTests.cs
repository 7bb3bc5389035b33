using VwMesh.Addressing;
using VwMesh.CoreTests.Live;
using VwMesh.Deployment;
using VwMesh.Model;

namespace VwMesh.CoreTests.Deployment;

/// <summary>Each difference, and what it takes.</summary>
public sealed class PlanTests
{
    [Fact]
    public void A_node_that_is_as_it_should_be_has_no_difference() => Assert.Empty(new RecordedNode().Compare().Differences);

    [Theory]
    [InlineData("wg", "1001\toff", "1002\toff", "ListenPort", Impact.TunnelLoss)]
    [InlineData("wg", "1001\toff", "1001\t0x10", "FwMark", Impact.Hot)]
    [InlineData("wg", "169.254.1.2/32", "169.254.1.2/32,10.0.0.0/8", "AllowedIPs", Impact.Hot)]
    [InlineData("wg", "2048\toff", "2048\t25", "PersistentKeepalive", Impact.Hot)]
    [InlineData("wg", "192.0.2.2:1002", "(none)", "Endpoint", Impact.Hot)]
    [InlineData("wg", "\t(none)\t192", "\tiEKc+/7RGMd3YBfqrUP5EHwawppvTfV+nRMm9jNJ8kw=\t192", "PresharedKey", Impact.Hot)]
    [InlineData("vxlan", "\"id\":77", "\"id\":78", "VxlanId", Impact.Restart)]
    [InlineData("vxlan", "\"port\":4789", "\"port\":8472", "VxlanPort", Impact.Restart)]
    [InlineData("vxlan", "\"local\":\"169.254.1.1\"", "\"local\":\"169.254.9.9\"", "LinkLayerAddress", Impact.Restart)]
    [InlineData("vxlan", "\"mtu\":1370", "\"mtu\":1300", "MTU", Impact.Hot)]
    [InlineData("vxlan", "\"local\":\"10.0.0.1\",\"prefixlen\":24", "\"local\":\"10.0.0.9\",\"prefixlen\":24", "Address", Impact.Hot)]
    [InlineData("tunnel", "\"UP\"", "\"DOWN\"", "Interface", Impact.Restart)]
    [InlineData("fdb", "\"dst\":\"169.254.1.2\",\"viaIf\":\"wg0\",\"state\":\"permanent\"},{\"mac\":\"33", "\"dst\":\"169.254.1.2\",\"viaIf\":\"other\",\"state\":\"permanent\"},{\"mac\":\"33", "FloodEntry", Impact.Hot)]
    [InlineData("nft", "0x4d", "0x4e", "Guard", Impact.Hot)]
    [InlineData("nft", "hook output", "hook forward", "Guard", Impact.Hot)]
    [InlineData("nft", "priority raw", "priority filter", "Guard", Impact.Hot)]
    [InlineData("nft", "iifname !=", "iifname ==", "Guard", Impact.Hot)]
    [InlineData("file", "# Peer b", "# Peer was-b", "File", Impact.None)]
    [InlineData("mode", "600", "644", "FileMode", Impact.None)]
    [InlineData("program", "b\nEND", "was-b\nEND", "File", Impact.None)]
    [InlineData("program", "\nttl=1 ", "\nttl=2 ", "TTL", Impact.Hot)]
    [InlineData("program", "\ntable=", "\nrelay=yes\ntable=", "Relay", Impact.Hot)]
    [InlineData("program", "subnets() { cat <<'END'\n", "subnets() { cat <<'END'\n192.168.7.0/24 10.0.0.2 b\n", "Subnet", Impact.Hot)]
    [InlineData("rule", "dport 4789", "dport 4790", "Guard", Impact.Hot)]
    [InlineData("rule", "prohibit", "unreachable", "Guard", Impact.Hot)]
    [InlineData("routes", "169.254.1.2 ", "169.254.1.3 ", "Route", Impact.Hot)]
    [InlineData("routes", "metric 10077", "metric 100", "Route", Impact.Hot)]
    [InlineData("tunnel", "\"prefixlen\":32", "\"prefixlen\":16", "LinkLayerAddress", Impact.Hot)]
    public void A_difference_takes_no_more_than_it_must(string part, string before, string after, string item, Impact impact)
    {
        var node = new RecordedNode();
        Assert.Contains(before, node.Parts[part], StringComparison.Ordinal);
        node.Parts[part] = node.Parts[part].Replace(before, after, StringComparison.Ordinal);
        var plan = node.Compare();
        Assert.Equal((item, impact), (plan.Differences[0].Item, plan.Differences[0].Impact));
        Assert.Equal(impact, plan.Impact);
    }

    [Theory]
    [InlineData("vxlan", "\"info_kind\":\"vxlan\"", "\"info_kind\":\"vlan\"", "'vwg0'", "'vlan'")]
    [InlineData("vxlan", "\"id\":77,\"local\":\"169.254.1.1\"", "\"id\":5", "'vwg0'", "VNI 5")]
    [InlineData("tunnel", "\"ifname\":\"wg0\"", "\"ifname\":\"wg0\",\"link_type\":\"ether\"", "'wg0'", "'ether'")]
    public void An_interface_of_the_hosts_that_has_a_name_of_ours_is_an_error_that_names_it(string part, string before, string after, string name, string kind)
    {
        var node = new RecordedNode();
        Assert.Contains(before, node.Parts[part], StringComparison.Ordinal);
        node.Parts[part] = node.Parts[part].Replace(before, after, StringComparison.Ordinal);
        var error = Assert.Throws<VwMeshException>(node.Compare);
        Assert.Equal(("InterfaceNotOurs", ErrorKind.ResourceExists), (error.ErrorId, error.Kind));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Contains(kind, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_VXLAN_interface_that_the_installed_file_made_is_ours_though_the_network_has_another_VNI_now()
    {
        var node = new RecordedNode();
        node.Parts["program"] = node.Parts["program"].Replace("vni=77\n", "vni=78\n", StringComparison.Ordinal);
        node.Parts["vxlan"] = node.Parts["vxlan"].Replace("\"id\":77,\"local\":\"169.254.1.1\"", "\"id\":78,\"local\":\"169.254.9.9\"", StringComparison.Ordinal);
        Assert.Contains(node.Compare().Differences, d => d.Item == "VxlanId");
    }

    [Fact]
    public void A_hook_that_runs_at_the_start_takes_a_restart_and_one_for_the_end_takes_nothing()
    {
        var node = new RecordedNode();
        node.Parts["file"] = node.Parts["file"].Replace("MTU = 1420\n", "MTU = 1420\nPostDown = echo bye\n", StringComparison.Ordinal);
        Assert.Equal(Impact.None, node.Compare().Impact);
        node.Parts["file"] = node.Parts["file"].Replace("MTU = 1420\n", "MTU = 1420\nPreUp = echo \u001b[31mhello\n", StringComparison.Ordinal);
        var hook = node.Compare().Differences[0];
        Assert.Equal(("Hook", Impact.Restart), (hook.Item, hook.Impact));
        Assert.DoesNotContain('\u001b', hook.ToString());
    }

    [Fact]
    public void The_commands_of_the_program_are_compared_one_by_one()
    {
        var node = new RecordedNode();
        node.Parts["program"] = node.Parts["program"].Replace("post_up()    { :; }", @"post_up()    { hook 'echo '\''one; two'\''' && hook 'three'; }", StringComparison.Ordinal);
        Assert.Equal(["'PostUp = echo 'one; two''", "'PostUp = three'"], node.Compare().Differences.Where(d => d.Item == "Hook").Select(d => d.Running));
        node.Parts["program"] = node.Parts["program"].Replace("pre_down()   { :; }", "pre_down()   { hook 'bye'; }", StringComparison.Ordinal);
        Assert.Equal(2, node.Compare().Differences.Count(d => d.Item == "Hook"));
    }

    [Fact]
    public void A_node_with_the_one_file_of_before_gets_the_three_by_a_restart()
    {
        var node = new RecordedNode();
        node.RunOneFile();
        var plan = node.Compare();
        Assert.Equal(("Program", "wg0.vwmesh", Impact.Restart), (plan.Differences[0].Item, plan.Differences[0].Subject, plan.Impact));
        Assert.DoesNotContain(plan.Differences, d => d.Item is "Hook" or "Route" or "Keeper" or "Guard");
    }

    [Fact]
    public void A_program_that_does_not_run_is_started()
    {
        var node = new RecordedNode { HasKeeper = false };
        Assert.Equal([("Keeper", Impact.Hot)], node.Compare().Differences.Select(d => (d.Item, d.Impact)));
    }

    [Theory]
    [InlineData("wg set %i peer K preshared-key /etc/wireguard/k", 0)]
    [InlineData("wg show", 1)]
    public void A_preshared_key_that_a_hook_sets_stays(string hook, int differences)
    {
        var node = new RecordedNode();
        node.Parts["wg"] = node.Parts["wg"].Replace("\t(none)\t192", "\tiEKc+/7RGMd3YBfqrUP5EHwawppvTfV+nRMm9jNJ8kw=\t192", StringComparison.Ordinal);
        node.Parts["file"] = node.Parts["file"].Replace("MTU = 1420\n", $"MTU = 1420\nPreUp = {hook}\n", StringComparison.Ordinal);
        Assert.Equal(differences, node.Compare().Differences.Count(d => d.Item == "PresharedKey"));
    }

    [Theory]
    [InlineData("(none)", "the digest of none", "PresharedKey b  (hidden)")]
    [InlineData("(hidden)", "the digest of the wanted", null)]
    [InlineData("(hidden)", "the digest of another", "PresharedKey  others (hidden)")]
    [InlineData("(hidden)", null, null)]
    public void A_preshared_key_is_compared_by_a_digest_and_set_while_the_node_runs(string running, string? digest, string? difference)
    {
        var node = new RecordedNode(network => network with { PresharedKeySeed = PresharedKeySeed.Parse("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=") });
        node.Parts["wg"] = node.Parts["wg"].Replace("\t(none)\t192", $"\t{running}\t192", StringComparison.Ordinal);
        if (digest is not null)
            node.Parts["presharedkeys"] = $"{(digest.EndsWith("wanted", StringComparison.Ordinal) ? node.PresharedKeyDigest : new string('0', 64))}  -\n";
        var plan = node.Compare();
        Assert.Equal(difference is null ? [] : [difference], plan.Differences.Select(d => $"{d.Item} {d.Subject} {d.Running} {d.Wanted}"));
        Assert.Equal(difference is not null, plan.Hot.Peers.Contains("\nPresharedKey = ", StringComparison.Ordinal));
        Assert.All(plan.Differences, d => Assert.Equal(Impact.Hot, d.Impact));
    }

    [Theory]
    [InlineData(",169.254.0.0/16", "", true)]
    [InlineData("", ",169.254.0.0/16", true)]
    [InlineData("", "", false)]
    public void The_range_that_the_keeper_gave_another_relay_stays_there(string atB, string atC, bool isWell)
    {
        const string keyOfC = "uMJxFjADZGviR3g3tyVBHRnhzVey27ES3WlAo1EubXY=";
        var node = new RecordedNode(network =>
        {
            var draft = new NetworkDraft(network with { Peering = [PeeringRule.Parse("hub:*")] });
            draft.Replace(draft.Get("b") with { Relay = true, Groups = ["hub"] });
            draft.Add(draft.Get("b") with { Name = "c", StoredName = null, PrivateKey = PrivateKey.Parse(keyOfC), Endpoint = Endpoint.Parse("192.0.2.3:1003"),
                LinkLayerAddress = [InterfaceAddress.Parse("169.254.1.3/16")], AllowedIPs = [NetworkPrefix.ParseAllowedIP("169.254.1.3/32")], Address = [] });
            draft.Add(draft.Get("a") with { Name = "d", StoredName = null, PrivateKey = PrivateKey.Parse("SKPSgiX7A7HsyMIMIaC9qxC2MPFmnPksZz3FCW7eukU="), Endpoint = null,
                LinkLayerAddress = [InterfaceAddress.Parse("169.254.1.4/16")], AllowedIPs = [NetworkPrefix.ParseAllowedIP("169.254.1.4/32")], Address = [] });
            return draft.ToNetwork();
        });
        node.Parts["wg"] = node.Parts["wg"].Replace("169.254.1.2/32", "169.254.1.2/32" + atB, StringComparison.Ordinal)
            + $"{PrivateKey.Parse(keyOfC).PublicKey}\t(none)\t192.0.2.3:1003\t169.254.1.3/32{atC}\t1795379990\t1\t1\toff\n";
        Assert.Equal(isWell ? [] : ["b"], node.Compare().Differences.Where(d => d.Item == "AllowedIPs").Select(d => d.Subject));
    }

    [Theory]
    [InlineData("was-c", "was-c")]
    [InlineData("was\u001b[31m", "JKXWbQKLDVZBgmjPpp+YZTPTZkCqGGyRaAiPfoIfuSM=")]
    public void A_peer_that_the_network_has_no_more_is_known_by_the_name_it_had(string written, string shown)
    {
        const string key = "JKXWbQKLDVZBgmjPpp+YZTPTZkCqGGyRaAiPfoIfuSM=";
        var node = new RecordedNode();
        node.Parts["file"] += $"\n# Peer {written}\n[Peer]\nPublicKey = {key}\n";
        node.Parts["wg"] += $"{key}\t(none)\t(none)\t169.254.1.3/32\t0\t0\t0\toff\n";
        var difference = node.Compare().Differences[0];
        Assert.Equal(("Peer", shown, key, Impact.TunnelLoss), (difference.Item, difference.Subject, difference.Running, difference.Impact));
    }

    [Fact]
    public void An_address_that_the_file_did_not_bring_stays()
    {
        var node = new RecordedNode();
        node.Parts["vxlan"] = node.Parts["vxlan"].Replace("\"addr_info\":[", "\"addr_info\":[{\"local\":\"192.168.7.7\",\"prefixlen\":24},", StringComparison.Ordinal);
        Assert.Empty(node.Compare().Differences);
    }

    [Fact]
    public void Another_key_is_shown_by_its_public_half()
    {
        var node = new RecordedNode();
        node.Parts["wg"] = node.Parts["wg"].Replace(node.Node.PublicKey!.Value, PrivateKey.Generate().PublicKey.Value, StringComparison.Ordinal);
        var difference = node.Compare().Differences[0];
        Assert.Equal(("PrivateKey", Impact.TunnelLoss, node.Node.PublicKey!.Value), (difference.Item, difference.Impact, difference.Wanted));
    }

    // The keeper of a spoke moves the range of the tunnels, and the keeper of a relay moves the address of a silent spoke.
    [Theory]
    [InlineData("b,c", "b:169.254.1.2/32,169.254.0.0/16 c:169.254.1.3/32", "")]
    [InlineData("b,c", "b:169.254.1.2/32 c:169.254.1.3/32,169.254.0.0/16", "")]
    [InlineData("b,c", "b:169.254.1.2/32 c:169.254.1.3/32", "b")]
    [InlineData("b,c", "b:169.254.1.2/32 c:169.254.0.0/16", "c")]
    [InlineData("a,c", "b:169.254.1.2/32 c:169.254.1.3/32", "")]
    [InlineData("a,c", "b:(none) c:169.254.1.3/32,169.254.1.2/32", "")]
    [InlineData("a,c", "b:(none) c:169.254.1.3/32", "b")]
    [InlineData("a,c", "b:(none) c:169.254.1.3/32,169.254.1.9/32", "b c")]
    public void What_a_keeper_moves_is_no_difference(string relays, string running, string differ)
    {
        var node = new RecordedNode(network =>
        {
            var draft = new NetworkDraft(network with { Peering = [PeeringRule.Parse("hub:*")] });
            new Allotter(draft).Add("c", new NodeChange { LinkLayerAddress = [InterfaceAddress.Parse("169.254.1.3/16")], AllowedIPs = [], Endpoint = "192.0.2.3:1003" });
            new Allotter(draft).Add("d", new NodeChange { LinkLayerAddress = [InterfaceAddress.Parse("169.254.1.4/16")], AllowedIPs = [] });
            foreach (var relay in relays.Split(','))
                draft.Replace(draft.Get(relay) with { Relay = true, Groups = ["hub"] });
            return draft.ToNetwork();
        });
        node.Parts["wg"] = node.Parts["wg"].Split('\n')[0] + "\n" + string.Concat(running.Split(' ').Select(p => p.Split(':'))
            .Select(p => $"{node.Network.Find(p[0])!.PublicKey}\t(none)\t192.0.2.2:1002\t{p[1]}\t1795379990\t1024\t2048\toff\n"));
        Assert.Equal(differ, string.Join(' ', node.Compare().Differences.Where(d => d.Item == "AllowedIPs").Select(d => d.Subject).Order()));
    }

    // While a peer changes its key, the prefixes are where the keeper put them.
    [Theory]
    [InlineData("old 169.254.1.2/32", "Peer b AllowedIPs=none")]
    [InlineData("old 169.254.1.2/32;new (none)", "")]
    [InlineData("old (none);new 169.254.1.2/32", "")]
    [InlineData("old (none);new (none)", "AllowedIPs b")]
    [InlineData("new 169.254.1.2/32", "Peer b AllowedIPs=none")]
    public void A_peer_with_two_keys_has_its_prefixes_by_one_of_them(string running, string expected)
    {
        var before = new RecordedNode().Network.Find("b")!.PublicKey!;
        var node = new RecordedNode(network =>
        {
            var draft = new NetworkDraft(network);
            new Allotter(draft).Rekey("b", keepsPrevious: true);
            return draft.ToNetwork();
        });
        var keys = new Dictionary<string, PublicKey> { ["old"] = before, ["new"] = node.Network.Find("b")!.PublicKey! };
        node.Parts["wg"] = node.Parts["wg"].Split('\n')[0] + "\n" + string.Concat(running.Split(';').Select(p => p.Split(' '))
            .Select(p => $"{keys[p[0]]}\t(none)\t192.0.2.2:1002\t{p[1]}\t1795379990\t1024\t2048\t{(p[0] == "old" ? "25" : "off")}\n"));
        var plan = node.Compare();
        var sections = plan.Hot.Peers.Split("[Peer]", StringSplitOptions.RemoveEmptyEntries);
        var found = plan.Differences.Where(d => d.Item is "Peer" or "AllowedIPs").Select(d => $"{d.Item} {d.Subject}"
            + (d.Item == "Peer" ? $" AllowedIPs={(sections.Single(s => s.Contains(d.Wanted!, StringComparison.Ordinal)).Contains("AllowedIPs", StringComparison.Ordinal) ? "some" : "none")}" : ""));
        Assert.Equal(expected, string.Join(' ', found));
    }

    [Fact]
    public void Ssh_gets_no_argument_that_is_secret_or_an_option_of_the_node_s()
    {
        var node = new RecordedNode();
        var arguments = new SshTransport(node.Network, TimeSpan.FromSeconds(7)).Arguments(node.Node with { UserName = "admin", Port = 2222, KeyFilePath = "keys/id" }).ToList();
        Assert.Equal(["-p", "2222", "-l", "admin", "-o", "IdentitiesOnly=yes", "-i", "/networks/keys/id", "--", "192.0.2.1"], arguments[^11..^1]);
        Assert.Contains("ConnectTimeout=7", arguments);
        Assert.Equal("NoHostName",
            Assert.Throws<VwMeshException>(() => new SshTransport(node.Network, TimeSpan.FromSeconds(7)).Arguments(node.Node with { Endpoint = null }).ToList()).ErrorId);
    }
}
