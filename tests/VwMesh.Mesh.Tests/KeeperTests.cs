using VwMesh.MeshTests.Lab;

namespace VwMesh.MeshTests;

/// <summary>The nights of an administrator: names that change, a guard that somebody flushes, a host without power.</summary>
public sealed class KeeperTests
{
    [Fact]
    public async Task A_name_is_found_when_DNS_comes_back_and_again_when_its_address_changes()
    {
        Needs.Require("dnsmasq");
        await using var lab = await MeshLab.StartAsync(isPatient: true);
        var ((a, lineA), (b, lineB)) = (await lab.AddHostAsync("a"), await lab.AddHostAsync("b"));
        var nodes = ProgramNode.Create(lab, "wg-keep", $"""
            New-VwNetwork $net
            Add-VwNode $net a -ListenPort 1234 -Endpoint {lineA.IPv4}
            Add-VwNode $net b -ListenPort 1234 -Endpoint b.lab
            """, a, b);
        // b does not dial, so a must know where it is.
        await b.RunAsync($"sed -i '/^Endpoint/d' '{nodes[1].Folder}/wg-keep.conf'");
        await a.RunAsync("printf 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n' >/run/resolv; mount --bind /run/resolv \"$(readlink -f /etc/resolv.conf)\"");
        await Task.WhenAll(nodes.Select(n => n.InstallAsync()));
        Assert.True(await nodes[0].ComesAsync("grep -qs b.lab /run/vwmesh-wg-keep.*/unresolved"));

        await a.RunAsync($"echo '{lineB.IPv4} b.lab' >/run/names");
        using var dns = a.StartInBackground("exec dnsmasq --keep-in-foreground --no-resolv --no-hosts --addn-hosts=/run/names --listen-address=127.0.0.1 --bind-interfaces --user=root --pid-file=/run/dns.pid", 400);
        Assert.True(await nodes[0].ComesAsync($"wg show wg-keep endpoints | grep -qF '{lineB.IPv4}:1234'", 40));
        var addressOfB = await nodes[1].MeshIPv4Async();
        Assert.True(await nodes[0].ReachesAsync(addressOfB));

        // The provider of b gives it another address, and b starts again: it does not know where a is.
        var other = lineB.IPv4![..lineB.IPv4!.LastIndexOf('.')] + ".222";
        await b.RunAsync($"wg-quick down wg-keep; gateway=$(ip -4 route show default); ip -4 address flush dev eth0; ip address add {other}/24 dev eth0; ip route replace $gateway; wg-quick up wg-keep", 60);
        await a.RunAsync($"echo '{other} b.lab' >/run/names; kill -HUP $(cat /run/dns.pid)");
        // Traffic goes on; a peer is looked up again when it has been silent for longer than a session lives.
        using var traffic = a.StartInBackground($"ping -n -q -i 1 -w 300 {addressOfB}", 320);
        Assert.True(await nodes[0].ComesAsync($"ping -n -q -c 1 -W 1 {addressOfB} >/dev/null", 220));
        Assert.Contains($"{other}:1234", await a.RunAsync("wg show wg-keep endpoints"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Nftables", "nft flush ruleset")]
    [InlineData("Iptables", "iptables -t mangle -F")]
    public async Task An_outsider_gets_frames_in_for_five_seconds_at_most_after_a_flush(string guard, string flush)
    {
        await using var lab = await MeshLab.StartAsync(isPatient: true);
        var ((inside, line), (outside, _)) = (await lab.AddHostAsync("inside"), await lab.AddHostAsync("outside"));
        var node = ProgramNode.Create(lab, "wg-keep", $"""
            New-VwNetwork $net -AddressPoolIPv4 172.20.10.0/24 -VxlanId 7777 -Guard {guard}
            Add-VwNode $net inside -ListenPort 1234 -Endpoint {line.IPv4} -Address 172.20.10.1/24
            Add-VwNode $net other -ListenPort 1234 -Address 172.20.10.2/24
            """, inside)[0];
        await node.InstallAsync();
        await outside.RunAsync($"""
            ip link add intruder mtu 1300 type vxlan id 7777 remote {line.IPv4} dstport 4789
            ip address add 172.20.10.66/24 dev intruder
            ip link set intruder up
            ip neighbour replace 172.20.10.1 lladdr ff:ff:ff:ff:ff:ff dev intruder
            """);
        using var frames = outside.StartInBackground("ping -n -q -i 0.1 -w 60 172.20.10.1", 90);
        // A capture counts the frames, because a flush takes nft counters too.
        using var capture = inside.StartInBackground("timeout 40 tcpdump -n -l -tt -i vwg-keep 'src host 172.20.10.66' >/run/frames 2>/dev/null", 60);
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        Assert.Equal("0", (await inside.RunAsync("wc -l </run/frames")).Trim());
        for (var i = 0; i < 3; i++)
        {
            await inside.RunAsync($": >/run/frames; {flush}");
            await Task.Delay(TimeSpan.FromSeconds(6), TestContext.Current.CancellationToken);
            var entered = int.Parse((await inside.RunAsync("wc -l </run/frames")).Trim(), System.Globalization.CultureInfo.InvariantCulture);
            Assert.InRange(entered, 1, 50);
            await Task.Delay(TimeSpan.FromSeconds(1.5), TestContext.Current.CancellationToken);
            Assert.Equal(entered.ToString(System.Globalization.CultureInfo.InvariantCulture), (await inside.RunAsync("wc -l </run/frames")).Trim());
        }
    }

    [Fact]
    public async Task A_host_that_loses_its_power_comes_up_again()
    {
        await using var lab = await MeshLab.StartAsync(isPatient: true);
        var ((a, lineA), (b, lineB)) = (await lab.AddHostAsync("a"), await lab.AddHostAsync("b"));
        var nodes = ProgramNode.Create(lab, "wg-keep", $"""
            New-VwNetwork $net
            Add-VwNode $net a -ListenPort 1234 -Endpoint {lineA.IPv4}
            Add-VwNode $net b -ListenPort 1234 -Endpoint {lineB.IPv4}
            """, a, b);
        await Task.WhenAll(nodes.Select(n => n.InstallAsync()));
        var addressOfA = await nodes[0].MeshIPv4Async();
        Assert.True(await nodes[1].ReachesAsync(addressOfA));
        // No process, interface, rule or file of /run is left, and nothing had the time to clean up.
        await a.RunAsync("kill -KILL $(cat /run/vwmesh-wg-keep.*/keeper); ip link delete vwg-keep; ip link delete wg-keep; rm -rf /run/vwmesh* /run/wireguard/*; nft flush ruleset; ip rule flush; ip rule add lookup main; sleep 0.5");
        Assert.False(await nodes[1].ComesAsync($"ping -n -q -c 1 -W 1 {addressOfA} >/dev/null", 2));
        await a.RunAsync("wg-quick up wg-keep", 60);
        Assert.True(await nodes[1].ReachesAsync(addressOfA));
        Assert.Equal("", await a.RunAsync("nft list table inet vwmesh-wg-keep >/dev/null; ip rule show | grep -q prohibit; kill -0 $(cat /run/vwmesh-wg-keep.*/keeper)"));
    }
}
