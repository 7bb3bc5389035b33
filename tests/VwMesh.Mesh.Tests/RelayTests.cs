using VwMesh.MeshTests.Lab;

namespace VwMesh.MeshTests;

/// <summary>Nodes without a tunnel between them are on one Ethernet, because relays forward inside WireGuard, without a routing daemon.</summary>
public sealed class RelayTests
{
    private const int Mtu = 1370;

    [Theory]
    [InlineData("Nftables", "nft 'table inet host { chain forward { type filter hook forward priority 0; policy drop; }; }'")]
    [InlineData("Iptables", "iptables -P FORWARD DROP")]
    [InlineData("None", "nft 'table ip host { chain f { type filter hook forward priority 5; reject with icmp type admin-prohibited; }; }'")]
    public async Task Two_nodes_behind_NAT_speak_over_a_hub_whose_firewall_forwards_nothing_else(string guard, string firewall)
    {
        await using var lab = await MeshLab.StartAsync(isPatient: true);
        var (hub, line) = await lab.AddHostAsync("hub");
        var (a, b) = (await lab.AddHostBehindNatAsync("a"), await lab.AddHostBehindNatAsync("b"));
        await hub.RunAsync(firewall);
        var before = await FirewallAsync(hub);
        var nodes = ProgramNode.Create(lab, "wg-star", $"""
            New-VwNetwork $net -Peering hub:* -Guard {guard}
            Add-VwNode $net hub -ListenPort 1234 -Endpoint {line.IPv4} -Groups hub -Relay
            Add-VwNode $net a, b -ListenPort 1234 -PersistentKeepalive 1
            """, hub, a, b);
        await Task.WhenAll(nodes.Select(n => n.InstallAsync()));
        Assert.Single((await a.RunAsync("wg show wg-star peers")).Trim().Split('\n'));
        await AllSpeakAsync(nodes);

        // Nothing but the Ethernet: neither between tunnels nor out of them.
        var tunnelOfB = (await b.RunAsync("ip -4 -o address show dev wg-star | sed 's/.*inet //; s,/.*,,'")).Trim();
        Assert.Equal(0, (await nodes[1].PingAsync($"-c 3 -i 0.2 -W 1 {tunnelOfB}")).Received);
        // The kernel counts redirects that it made; none leaves the relay.
        Assert.Equal("0", (await a.RunAsync("awk '/^Icmp:/ { if (!n++) { for (i = 1; i <= NF; i++) if ($i == \"InRedirects\") at = i } else print $at }' /proc/net/snmp")).Trim());
        Assert.Equal("", (await hub.RunAsync("grep 'dport=4789' /proc/net/nf_conntrack 2>/dev/null | grep -v src=127 || :")).Trim());

        foreach (var (loss, isMended) in new[]
        {
            ("nft delete table ip vwmesh-wg-star", "nft list table ip vwmesh-wg-star 2>/dev/null | grep -q 'ip saddr set'"),
            ("echo 0 >/proc/sys/net/ipv4/conf/wg-star/forwarding", "[ $(cat /proc/sys/net/ipv4/conf/wg-star/forwarding) = 1 ]"),
            guard switch
            {
                "Iptables" => ("iptables -F FORWARD", "iptables -S FORWARD | grep -q vwmesh-wg-star"),
                "Nftables" => ("nft flush chain inet host forward", "nft list chain inet host forward | grep -q vwmesh-wg-star"),
                _ => ("nft 'flush chain ip host f; add rule ip host f reject with icmp type admin-prohibited'", "nft list chain ip host f | grep -q vwmesh-wg-star"),
            },
        })
        {
            await hub.RunAsync(loss);
            Assert.True(await nodes[0].ComesAsync(isMended), $"not restored after '{loss}'");
            Assert.True(await nodes[1].ReachesAsync(await nodes[2].MeshIPv4Async()));
        }

        await nodes[0].RunAsync("remove");
        Assert.Equal("", await nodes[0].RemainsAsync());
        Assert.Equal(before, await FirewallAsync(hub));
    }

    [Fact]
    public async Task Two_regions_speak_over_their_hubs_and_a_change_of_the_relay_on_one_side_loses_nothing()
    {
        await using var lab = await MeshLab.StartAsync(isPatient: true);
        var (fra, lineFra) = await lab.AddHostAsync("fra");
        var (nyc, lineNyc) = await lab.AddHostAsync("nyc");
        var (oslo, austin) = (await lab.AddHostBehindNatAsync("oslo"), await lab.AddHostBehindNatAsync("austin"));
        const string Regions = "'hub:hub', 'eu:eu', 'us:us'";
        string Script(string peering) => $"""
            if (-not (Test-Path "$net.toml")) {"{"}
                $null = New-VwNetwork $net
                Add-VwNode $net fra -ListenPort 1234 -Endpoint {lineFra.IPv4} -Groups hub, eu -Relay
                Add-VwNode $net nyc -ListenPort 1234 -Endpoint {lineNyc.IPv4} -Groups hub, us -Relay
                Add-VwNode $net oslo -ListenPort 1234 -PersistentKeepalive 1 -Groups eu
                Add-VwNode $net austin -ListenPort 1234 -PersistentKeepalive 1 -Groups us
            {"}"}
            Set-VwNetwork $net -Peering {peering}
            """;
        var nodes = ProgramNode.Create(lab, "wg-two", Script(Regions), fra, nyc, oslo, austin);
        await Task.WhenAll(nodes.Select(n => n.InstallAsync()));
        Assert.All(await Task.WhenAll(oslo.RunAsync("wg show wg-two peers"), austin.RunAsync("wg show wg-two peers")), peers => Assert.Single(peers.Trim().Split('\n')));
        await AllSpeakAsync(nodes);
        Assert.Contains("ttl 4 ", await oslo.RunAsync("ip -d link show dev vwg-two"), StringComparison.Ordinal);

        // Now each spoke has a tunnel to both hubs, and each sends over its own.
        ProgramNode.Create(lab, "wg-two", Script("hub:*"));
        foreach (var node in nodes)
            await node.Host.RunAsync($"cp '{node.Folder}'/wg-two.* /etc/wireguard; wg-quick strip wg-two >/run/stripped; wg syncconf wg-two /run/stripped; sh {node.Program} sync");
        await Task.Delay(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        Assert.Contains("ttl 3 ", await oslo.RunAsync("ip -d link show dev vwg-two"), StringComparison.Ordinal);
        await AllSpeakAsync(nodes);
        var range = (await oslo.RunAsync("wg show wg-two allowed-ips | grep 169.254.192.0/18 | cut -f 1")).Trim();
        Assert.NotEqual(range, (await austin.RunAsync("wg show wg-two allowed-ips | grep 169.254.192.0/18 | cut -f 1")).Trim());

        // Only oslo moves the range, to nyc.
        var pings = nodes[2].PingAsync($"-c 100 -i 0.05 -W 2 {await nodes[3].MeshIPv4Async()}");
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        await oslo.RunAsync($"""
            other=$(wg show wg-two peers | grep -vxF '{range}')
            own=$(wg show wg-two allowed-ips | grep -F "$other" | cut -f 2)
            wg set wg-two peer "$other" allowed-ips "$own,169.254.192.0/18"
            """);
        Assert.Equal(new PingCount(100, 100, 0), await pings);
    }

    [Fact]
    public async Task A_relay_that_dies_is_replaced_within_ten_seconds_and_comes_back_when_it_answers_again()
    {
        await using var lab = await MeshLab.StartAsync(isPatient: true);
        var (nodes, _) = await CreateTwoRelaysAsync(lab);
        var (east, a, b) = (nodes[0].Host, nodes[2].Host, nodes[3].Host);
        await a.RunAsync("printf '#!/bin/sh\necho \"$*\" >>/run/log\n' >/run/logger; chmod 755 /run/logger; mount --bind /run/logger \"$(readlink -f \"$(command -v logger)\")\"");
        await Task.WhenAll(nodes[..2].Select(n => n.InstallAsync()));
        await Task.WhenAll(nodes[2..].Select(n => n.InstallAsync()));
        await AllSpeakAsync(nodes);
        var (keyOfEast, keyOfWest, addressOfB) = (await KeyAsync(east), await KeyAsync(nodes[1].Host), await nodes[3].MeshIPv4Async());
        Assert.Equal(keyOfEast, await CarrierAsync(a));

        // Of each peer, every second packet to it is lost, for a while: nothing moves. Keepalives, which would take turns with the pings, have 32 bytes.
        await east.RunAsync("""
            wg show wg-rel endpoints | awk '{ sub(/:[0-9]+$/, "", $2); print "ip saddr", $2, "udp dport 1234 udp length > 60 numgen inc mod 2 0 drop" }' >/run/losses
            printf 'table inet loss {\n chain input {\n type filter hook input priority -200\n%s\n}\n}\n' "$(cat /run/losses)" | nft -f -
            """);
        await Task.Delay(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        Assert.Equal(keyOfEast, await CarrierAsync(a));
        await east.RunAsync("nft delete table inet loss");

        // It is gone: packets are lost for ten seconds at most.
        var pings = nodes[2].PingAsync($"-c 230 -i 0.1 -W 1 {addressOfB}");
        await Task.Delay(2000, TestContext.Current.CancellationToken);
        await east.RunAsync("nft 'table inet loss { chain input { type filter hook input priority -200; udp dport 1234 drop; }; chain output { type filter hook output priority -200; udp sport 1234 drop; }; }'");
        var count = await pings;
        Assert.Equal((230, true), (count.Sent, count.Received >= 130));
        Assert.Equal((keyOfWest, keyOfWest), (await CarrierAsync(a), await CarrierAsync(b)));
        Assert.True(await nodes[2].ReachesAsync(addressOfB));

        // Back, after it has answered for half a minute.
        await east.RunAsync("nft delete table inet loss");
        Assert.True(await nodes[2].ComesAsync($"wg show wg-rel allowed-ips | grep -F '{keyOfEast}' | grep -q 169.254.192.0/18", 90));
        Assert.True(await nodes[3].ComesAsync($"wg show wg-rel allowed-ips | grep -F '{keyOfEast}' | grep -q 169.254.192.0/18", 90));
        Assert.True(await nodes[2].ReachesAsync(addressOfB));
        Assert.Equal(
            "-t vwmesh-wg-rel -- west carries 169.254.192.0/18 now, because east does not answer\n-t vwmesh-wg-rel -- east carries 169.254.192.0/18 now, because it answers again\n",
            await a.RunAsync("grep carries /run/log"));
    }

    [Fact]
    public async Task A_relay_whose_tunnel_to_a_spoke_is_broken_sends_over_another_relay_and_a_dead_spoke_makes_no_endless_loop()
    {
        await using var lab = await MeshLab.StartAsync(isPatient: true);
        var (nodes, lineEast) = await CreateTwoRelaysAsync(lab);
        var (east, west, a, b) = (nodes[0].Host, nodes[1].Host, nodes[2].Host, nodes[3].Host);
        await Task.WhenAll(nodes[..2].Select(n => n.InstallAsync()));
        await Task.WhenAll(nodes[2..].Select(n => n.InstallAsync()));
        await AllSpeakAsync(nodes);
        var (keyOfEast, keyOfWest, addressOfB) = (await KeyAsync(east), await KeyAsync(west), await nodes[3].MeshIPv4Async());
        Assert.Equal((keyOfEast, keyOfEast), (await CarrierAsync(a), await CarrierAsync(b)));
        var tunnelOfB = (await b.RunAsync("ip -4 -o address show dev wg-rel | sed 's/.*inet //; s,/.*,,'")).Trim();

        // a stays with east, which b does not hear any more.
        var some = a.StartInBackground($"ping -n -q -i 0.2 -w 100 {addressOfB}", 120);
        await b.RunAsync($"nft 'table inet cut {{ chain input {{ type filter hook input priority -200; ip saddr {lineEast.IPv4} drop; }}; chain output {{ type filter hook output priority -200; ip daddr {lineEast.IPv4} drop; }}; }}'");
        Assert.True(await nodes[0].ComesAsync($"wg show wg-rel allowed-ips | grep -F '{keyOfWest}' | grep -q {tunnelOfB}/32", 40));
        Assert.Equal(keyOfEast, await CarrierAsync(a));
        Assert.True(await nodes[2].ReachesAsync(addressOfB));
        some.Dispose();
        await b.RunAsync("nft delete table inet cut");
        Assert.True(await nodes[0].ComesAsync($"! wg show wg-rel allowed-ips | grep -F '{keyOfWest}' | grep -q {tunnelOfB}/32", 60));
        Assert.True(await nodes[2].ReachesAsync(addressOfB));

        // b is dead, and each relay sends its packets to the second relay: a packet passes each relay once.
        var mac = (await b.RunAsync("cat /sys/class/net/vwg-rel/address")).Trim();
        await b.RunAsync("nft 'table inet cut { chain input { type filter hook input priority -200; udp sport 1234 drop; }; chain output { type filter hook output priority -200; udp dport 1234 drop; }; }'");
        await a.RunAsync($"ip neighbour replace {addressOfB} lladdr {mac} nud permanent dev vwg-rel");
        using (var more = a.StartInBackground($"ping -i 0.2 -w 100 {addressOfB}", 120))
        {
            Assert.True(await nodes[0].ComesAsync($"wg show wg-rel allowed-ips | grep -F '{keyOfWest}' | grep -q {tunnelOfB}/32", 60));
            Assert.True(await nodes[1].ComesAsync($"wg show wg-rel allowed-ips | grep -F '{keyOfEast}' | grep -q {tunnelOfB}/32", 60));
        }
        var before = (await ForwardedAsync(east), await ForwardedAsync(west));
        Assert.Equal(0, (await nodes[2].PingAsync($"-c 100 -i 0.02 -W 1 {addressOfB}")).Received);
        Assert.InRange(await ForwardedAsync(east) - before.Item1, 100, 170);
        Assert.InRange(await ForwardedAsync(west) - before.Item2, 100, 170);
    }

    [Fact]
    public async Task Babeld_runs_over_relays_and_goes_by_the_tunnel_where_there_is_one()
    {
        await using var lab = await MeshLab.StartAsync(isPatient: true);
        var (hub, line) = await lab.AddHostAsync("hub");
        var (c, lineOfC) = await lab.AddHostAsync("c");
        var (a, b) = (await lab.AddHostBehindNatAsync("a"), await lab.AddHostBehindNatAsync("b"));
        var hosts = new[] { hub, a, b, c };
        foreach (var (i, host) in hosts.Index())
            await host.RunAsync($"ip link add lan type veth peer name far; ip link set far up; ip address add 10.50.{i}.1/24 dev lan; ip link set lan up");
        var nodes = ProgramNode.Create(lab, "wg-bab", $$"""
            New-VwNetwork $net -Peering hub:*, site:site -AddressPoolIPv4 172.20.10.0/24
            Add-VwNode $net hub -ListenPort 1234 -Endpoint {{line.IPv4}} -Groups hub -Relay -Address 172.20.10.10/24
            Add-VwNode $net a -ListenPort 1234 -PersistentKeepalive 1 -Groups site -Address 172.20.10.11/24
            Add-VwNode $net b -ListenPort 1234 -PersistentKeepalive 1 -Address 172.20.10.12/24
            Add-VwNode $net c -ListenPort 1234 -Endpoint {{lineOfC.IPv4}} -Groups site -Address 172.20.10.13/24
            $null = Get-VwNode $net | Export-VwRoutingConfig -Daemon Babeld -Redistribute { "10.50.$([int]"$($_.Address[0])".Split('.')[3].Split('/')[0] - 10).0/24" } -DestinationPath routing
            """, hosts);
        await Task.WhenAll(nodes.Select(n => n.InstallAsync()));
        foreach (var host in hosts)
            await host.RunAsync($"babeld -D -I /run/babeld.pid -S /run/babeld.state -L /run/babeld.log -c {lab.Folder}/routing/{host.Name}/wg-bab.babeld.conf");

        // b has a tunnel with the hub alone; a and c have one with each other.
        foreach (var (from, to) in nodes.Index().SelectMany(x => nodes.Index().Where(y => y.Index != x.Index).Select(y => (x, y))))
            Assert.True(await from.Item.ComesAsync($"ping -n -c 1 -W 1 10.50.{to.Index}.1 >/dev/null", 60), $"{from.Item.Host.Name} to the network behind {to.Item.Host.Name}");
        foreach (var (host, network, next) in new[] { (a, 3, 13), (c, 1, 11), (a, 2, 12), (b, 3, 13) })
            Assert.Contains($" via 172.20.10.{next} ", await host.RunAsync($"ip route show 10.50.{network}.0/24 proto babel"), StringComparison.Ordinal);
        var before = await ForwardedAsync(hub);
        Assert.Equal(new PingCount(50, 50, 0), await nodes[1].PingAsync("-c 50 -i 0.02 -W 5 10.50.3.1"));
        Assert.InRange(await ForwardedAsync(hub) - before, 0, 40);
    }

    // The relays east and west, and the spokes a and b behind NAT.
    private static async Task<(ProgramNode[] Nodes, Underlay LineOfEast)> CreateTwoRelaysAsync(MeshLab lab)
    {
        var ((east, lineEast), (west, lineWest)) = (await lab.AddHostAsync("east"), await lab.AddHostAsync("west"));
        var (a, b) = (await lab.AddHostBehindNatAsync("a"), await lab.AddHostBehindNatAsync("b"));
        var nodes = ProgramNode.Create(lab, "wg-rel", $"""
            New-VwNetwork $net -Peering hub:*
            Add-VwNode $net east -ListenPort 1234 -Endpoint {lineEast.IPv4} -Groups hub -Relay
            Add-VwNode $net west -ListenPort 1234 -Endpoint {lineWest.IPv4} -Groups hub -Relay
            Add-VwNode $net a, b -ListenPort 1234 -PersistentKeepalive 1
            """, east, west, a, b);
        return (nodes, lineEast);
    }

    // The packets that the host has passed on.
    private static async Task<int> ForwardedAsync(Host host) => int.Parse(
        (await host.RunAsync("awk '/^Ip:/ { if (!n++) { for (i = 1; i <= NF; i++) if ($i == \"ForwDatagrams\") at = i } else print $at }' /proc/net/snmp")).Trim(),
        System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<string> KeyAsync(Host host) => (await host.RunAsync("wg show wg-rel public-key")).Trim();

    private static async Task<string> CarrierAsync(Host host) => (await host.RunAsync("wg show wg-rel allowed-ips | grep 169.254.192.0/18 | cut -f 1")).Trim();

    private static async Task AllSpeakAsync(ProgramNode[] nodes)
    {
        foreach (var (from, to) in nodes.SelectMany(a => nodes.Where(b => b != a).Select(b => (a, b))))
        {
            Assert.True(await from.ReachesAsync(await to.MeshIPv4Async()), $"{from.Host.Name} does not reach {to.Host.Name}");
            Assert.Equal(new PingCount(3, 3, 0), await from.PingAsync($"-c 3 -i 0.05 -W 5 -M do -s {Mtu - 28} {await to.MeshIPv4Async()}"));
            Assert.Equal(new PingCount(3, 3, 0), await from.PingAsync($"-c 3 -i 0.05 -W 5 -M do -s {Mtu - 48} {await to.MeshIPv6Async()}"));
        }
    }

    private static Task<string> FirewallAsync(Host host) => host.RunAsync("iptables -S FORWARD; nft list table inet host 2>/dev/null || nft list table ip host 2>/dev/null || :");
}
