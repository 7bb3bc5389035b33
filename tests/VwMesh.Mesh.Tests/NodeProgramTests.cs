using VwMesh.MeshTests.Lab;

namespace VwMesh.MeshTests;

/// <summary>Nodes that run from three files: wg-quick makes the tunnels, a program for sh the Ethernet on top.</summary>
public sealed class NodeProgramTests
{
    private const int Mtu = 1370;

    private static string Confine { get; } = Path.Combine(ModuleSession.Metadata("Lab"), "confine.py");

    [Theory]
    [InlineData("dash", "Nftables")]
    [InlineData("bash", "Iptables")]
    [InlineData("busybox", "None")]
    public async Task A_mesh_is_installed_keeps_itself_whole_and_goes_without_a_trace(string shell, string guard)
    {
        await using var lab = await MeshLab.StartAsync();
        var nodes = await CreateAsync(lab, $"Set-VwNetwork $net -Guard {guard}; Set-VwNode $net a -PostUp 'echo up >>/run/told' -PreDown 'echo down \"v%i\" >>/run/told'");
        await Task.WhenAll(nodes.Select(n => n.Host.RunAsync($"mount --bind \"$(command -v {shell})\" \"$(readlink -f /bin/sh)\"")));
        await Task.WhenAll(nodes.Select(n => n.InstallAsync()));
        foreach (var (from, to) in nodes.SelectMany(a => nodes.Where(b => b != a).Select(b => (a, b))))
        {
            Assert.True(await from.ReachesAsync(await to.MeshIPv4Async()), $"{from.Host.Name} does not reach {to.Host.Name} through {shell}");
            Assert.Equal(new PingCount(3, 3, 0), await from.PingAsync($"-c 3 -i 0.05 -W 5 -M do -s {Mtu - 28} {await to.MeshIPv4Async()}"));
            Assert.Equal(new PingCount(3, 3, 0), await from.PingAsync($"-c 3 -i 0.05 -W 5 -M do -s {Mtu - 48} {await to.MeshIPv6Async()}"));
        }
        var node = nodes[0];
        var whole = await WholeAsync(node);

        // Twice, by hand, and all at once: it is what it was.
        await node.RunAsync("up");
        await node.RunAsync("sync");
        Assert.Equal(whole, await WholeAsync(node));

        foreach (var loss in new[]
        {
            "nft flush ruleset", "ip address flush dev vwg-life scope global", "ip link delete vwg-life", "ip rule flush; ip rule add lookup main",
            "bridge fdb show dev vwg-life | grep -m 1 ^00:00 | cut -d ' ' -f 1-5 | xargs bridge fdb delete dev vwg-life", "ip route flush dev wg-life",
        }.Take(guard == "Nftables" ? 6 : 3))
        {
            await node.Host.RunAsync(loss);
            Assert.True(await node.ComesAsync($"[ \"$({Whole})\" = '{whole.Trim()}' ]", 10), $"not restored after '{loss}': {await WholeAsync(node)}");
        }

        // The keeper is killed, and down removes its Ethernet nevertheless.
        Assert.True(await node.ComesAsync("[ \"$(grep -c up /run/told)\" = 2 ]", 10));
        await node.Host.RunAsync("pkill -KILL -f '[w]g-life.vwmesh keep'");
        await node.Host.RunAsync("wg-quick down wg-life");
        Assert.Equal("", await node.RemainsAsync());
        Assert.Equal("up\nup\ndown vwg-life", (await node.Host.RunAsync("cat /run/told")).Trim());
        await node.InstallAsync();
        Assert.True(await node.ReachesAsync(await nodes[1].MeshIPv4Async()));
        await node.RunAsync("remove");
        Assert.Equal("", await node.RemainsAsync());
        Assert.Equal("", await node.Host.RunAsync("ls -A /etc/wireguard"));
        // Somebody deletes the tunnel, and the keeper removes the Ethernet.
        await nodes[1].Host.RunAsync("ip link delete wg-life");
        Assert.True(await nodes[1].ComesAsync("! pgrep -f '[w]g-life.vwmesh' >/dev/null", 15));
        Assert.Equal("", await nodes[1].RemainsAsync());
    }

    [Fact]
    public async Task Where_wg_quick_is_confined_the_tunnels_come_and_the_program_does_the_rest()
    {
        await using var lab = await MeshLab.StartAsync();
        var nodes = await CreateAsync(lab, "Set-VwNode $net a -SaveConfig");
        await Task.WhenAll(nodes.Skip(1).Select(n => n.InstallAsync()));
        var node = nodes[0];
        await node.Host.RunAsync($"mkdir -p /run/wireguard; cp '{node.Folder}'/wg-life.* /etc/wireguard; chmod 600 /etc/wireguard/*");
        await node.Host.RunAsync($"python3 '{Confine}' wg-quick up wg-life");
        Assert.Equal("", await node.Host.RunAsync("ip -br link show dev vwg-life 2>/dev/null || :"));
        // The unit runs this where systemd is.
        using var keeper = node.Host.StartInBackground($"sh {node.Program} keep", 90);
        Assert.True(await node.ComesAsync("ip link show dev vwg-life up 2>/dev/null | grep -q ."));
        Assert.True(await node.ReachesAsync(await nodes[1].MeshIPv6Async()));

        await node.Host.RunAsync($"python3 '{Confine}' wg-quick down wg-life");
        await keeper.EndAsync();
        Assert.Equal("", await node.RemainsAsync());
        // wg-quick has written the file (SaveConfig); the Ethernet comes back with it.
        await node.Host.RunAsync("wg-quick up wg-life");
        Assert.True(await node.ReachesAsync(await nodes[1].MeshIPv4Async()));

        // As under SELinux, wg-quick may make nothing below /run; where systemd is, the tunnels come anyway.
        await node.Host.RunAsync("wg-quick down wg-life");
        var hook = (await node.Host.TryAsync("mkdir -p /run/systemd/system; mount -o remount,ro /run; sh /etc/wireguard/wg-life.vwmesh start; echo $?; mount -o remount,rw /run")).Output;
        Assert.EndsWith("126", hook.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Under_systemd_the_Ethernet_comes_and_goes_with_the_tunnel_however_that_is_started_and_confined()
    {
        Assert.SkipWhen(Host.SystemdMissing is not null, $"no systemd on nodes: {Host.SystemdMissing}");
        await using var lab = await MeshLab.StartAsync();
        var nodes = await CreateAsync(lab, "", withSystemd: true);
        await Task.WhenAll(nodes.Select(n => n.InstallAsync()));
        var node = nodes[0];
        var address = await nodes[1].MeshIPv4Async();
        Assert.True(await node.ReachesAsync(address));
        Assert.Equal("active\nactive\nenabled\nenabled", (await node.Host.RunAsync("systemctl is-active wg-quick@wg-life vwmesh-wg-life; systemctl is-enabled wg-quick@wg-life vwmesh-wg-life")).Trim());

        await node.Host.RunAsync("systemctl stop wg-quick@wg-life");
        Assert.True(await node.ComesAsync("[ \"$(systemctl is-active vwmesh-wg-life)\" = inactive ]"));
        Assert.Equal("", await node.RemainsAsync());
        await node.Host.RunAsync("wg-quick up wg-life");
        Assert.True(await node.ReachesAsync(address));
        var killed = (await node.Host.RunAsync("systemctl show -p MainPID --value vwmesh-wg-life | tee /dev/fd/2 | xargs kill -KILL")).Trim();
        Assert.True(await node.ComesAsync($"case $(systemctl show -p MainPID --value vwmesh-wg-life) in 0 | {killed}) false ;; esac"));
        Assert.True(await node.ReachesAsync(address));
        await node.Host.RunAsync("wg-quick down wg-life");
        Assert.True(await node.ComesAsync("[ \"$(systemctl is-active vwmesh-wg-life)\" = inactive ]"));
        Assert.Equal("", await node.RemainsAsync());

        await node.Host.RunAsync($"""
            mkdir -p /run/wireguard /run/systemd/system/wg-quick@.service.d
            printf '[Service]\nExecStart=\nExecStart=/usr/bin/python3 {Confine} wg-quick up %%i\nExecStop=\nExecStop=/usr/bin/python3 {Confine} wg-quick down %%i\n' \
                >/run/systemd/system/wg-quick@.service.d/confined.conf
            systemctl daemon-reload
            systemctl start wg-quick@wg-life
            """);
        Assert.True(await node.ReachesAsync(address));
        await node.Host.RunAsync("systemctl stop wg-quick@wg-life");
        Assert.True(await node.ComesAsync("[ \"$(systemctl is-active vwmesh-wg-life)\" = inactive ]"));
        Assert.Equal("", await node.RemainsAsync());

        await nodes[1].RunAsync("remove");
        Assert.Equal("", await nodes[1].RemainsAsync());
        Assert.Equal("", await nodes[1].Host.RunAsync("ls -A /etc/wireguard; ls /etc/systemd/system | grep vwmesh || :"));
    }

    [Fact]
    public async Task Hosts_in_the_LANs_of_three_sites_reach_each_other()
    {
        await using var lab = await MeshLab.StartAsync();
        var nodes = await CreateAsync(lab, """
            Set-VwNode $net a -Subnets 192.168.10.0/24, fd00:5:10::/64
            Set-VwNode $net b -Subnets 192.168.20.0/24, fd00:5:20::/64
            Set-VwNode $net c -Subnets 192.168.30.0/24, fd00:5:30::/64
            """);
        // A host behind each node, in a namespace of the node's.
        foreach (var (node, site) in nodes.Zip([10, 20, 30]))
        {
            await node.Host.RunAsync($"""
                sysctl -q -w net/ipv4/ip_forward=1 net/ipv6/conf/all/forwarding=1
                mkdir -p /run/netns; ip netns add pc; ip link add lan type veth peer name eth0 netns pc
                ip address add 192.168.{site}.1/24 dev lan; ip address add fd00:5:{site}::1/64 dev lan nodad; ip link set lan up
                ip -n pc address add 192.168.{site}.7/24 dev eth0; ip -n pc address add fd00:5:{site}::7/64 dev eth0 nodad; ip -n pc link set eth0 up
                ip -n pc route add default via 192.168.{site}.1; ip -n pc route add default via fd00:5:{site}::1
                """);
        }
        await Task.WhenAll(nodes.Select(n => n.InstallAsync()));
        foreach (var (node, to) in nodes.Zip([20, 30, 10]))
        {
            foreach (var target in new[] { $"192.168.{to}.7", $"fd00:5:{to}::7" })
                Assert.True(await node.ComesAsync($"ip netns exec pc ping -c 1 -W 1 {target} >/dev/null"), $"the LAN of {node.Host.Name} does not reach {target}");
        }
        var first = nodes[0];
        const string Routes = "{ ip route show dev vwg-life; ip -6 route show dev vwg-life | grep fd00:5; } | grep ' via ' | tr -s ' ' | sort";
        var routes = await first.Host.RunAsync(Routes);
        Assert.Equal(4, routes.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain("192.168.10.", routes, StringComparison.Ordinal);

        // A route that is not ours stays; ours come back, and go when the network behind them does.
        await first.Host.RunAsync("ip route add 10.77.0.0/16 dev vwg-life; ip route delete 192.168.20.0/24; ip -6 route delete fd00:5:30::/64");
        Assert.True(await first.ComesAsync($"[ \"$({Routes})\" = '{routes.Trim()}' ]", 35));
        await first.Host.RunAsync("sed -i -e '/^192.168.30.0.24 /d' -e '/^fd00:5:20::.64 /d' /etc/wireguard/wg-life.vwmesh");
        await first.RunAsync("sync");
        Assert.Equal(string.Join('\n', routes.Split('\n').Where(r => !r.Contains("192.168.30.", StringComparison.Ordinal) && !r.Contains("fd00:5:20", StringComparison.Ordinal))), await first.Host.RunAsync(Routes));
        Assert.Contains("10.77.0.0/16", await first.Host.RunAsync("ip route show dev vwg-life"), StringComparison.Ordinal);

        // A gateway that does not forward logs it.
        await first.Host.RunAsync("wg-quick down wg-life; sysctl -q -w net/ipv4/ip_forward=0");
        Assert.Contains("does not forward packets to 192.168.10.0/24", (await first.Host.TryAsync("wg-quick up wg-life")).Output, StringComparison.Ordinal);
        await first.RunAsync("remove");
        Assert.Equal("", await first.RemainsAsync());
    }

    [Fact]
    public async Task What_is_the_hosts_stays_the_hosts()
    {
        await using var lab = await MeshLab.StartAsync();
        var nodes = await CreateAsync(lab, "Set-VwNode $net b -PostUp 'false'");
        var node = nodes[0];
        // An interface that has the name.
        await node.Host.RunAsync("ip link add vwg-life type bridge");
        var refused = await node.Host.TryAsync($"cd '{node.Folder}'; sh wg-life.vwmesh install");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("vwg-life exists and is not the VXLAN of this network; nothing was changed", refused.Output, StringComparison.Ordinal);
        Assert.Equal("", await node.Host.RunAsync("ls -A /etc/wireguard"));
        await node.Host.RunAsync($"cp '{node.Folder}'/wg-life.* /etc/wireguard");
        Assert.False((await node.Host.TryAsync("wg-quick up wg-life")).Succeeded);
        Assert.Contains("bridge", await node.Host.RunAsync("ip -d link show dev vwg-life"), StringComparison.Ordinal);
        await node.Host.RunAsync("ip link delete vwg-life");

        // Addresses of 169.254.0.0/16 that are the host's, no default route, and a filter as strict as it gets.
        await node.Host.RunAsync("""
            ip route add 198.18.0.0/16 via $(ip -4 route show default | cut -d ' ' -f 3); ip route delete default
            ip link add meta type veth peer name meta2; ip link set meta up; ip link set meta2 up
            ip address add 169.254.0.9/16 dev meta
            sysctl -q -w net/ipv4/conf/all/rp_filter=1 net/ipv4/conf/default/rp_filter=1
            """);
        await node.InstallAsync();
        await nodes[2].InstallAsync();
        Assert.True(await node.ReachesAsync(await nodes[2].MeshIPv4Async()));
        Assert.Contains(" dev meta ", await node.Host.RunAsync("ip route get 169.254.169.254; ip route get 169.254.0.2"), StringComparison.Ordinal);
        Assert.DoesNotContain("wg-life", await node.Host.RunAsync("ip route get 169.254.169.254; ip route get 169.254.0.2"), StringComparison.Ordinal);

        // Users of the host cannot send frames into the Ethernet, and can send everything else.
        var peer = (await node.Host.RunAsync("wg show wg-life allowed-ips | cut -f 2 | cut -d / -f 1 | sort | head -n 1")).Trim();
        Assert.False((await node.Host.TryAsync($"setpriv --reuid 65534 --clear-groups bash -c 'echo frame >/dev/udp/{peer}/4789'")).Succeeded);
        await node.Host.RunAsync($"setpriv --reuid 65534 --clear-groups bash -c 'echo word >/dev/udp/{peer}/4790'");

        // A start that fails leaves nothing.
        var failing = nodes[1];
        Assert.False((await failing.Host.TryAsync($"cd '{failing.Folder}'; sh wg-life.vwmesh install")).Succeeded);
        Assert.Equal("", await failing.RemainsAsync());
    }

    [Fact]
    public async Task An_endpoint_that_is_a_name_costs_nobody_else_and_is_found_when_it_is_there()
    {
        await using var lab = await MeshLab.StartAsync();
        var nodes = await CreateAsync(lab, "$b = \"$((Get-VwNode $net b).Endpoint)\".Split(':')[0]; Set-VwNode $net b -Endpoint b.lab:1234; Set-Content b.address $b");
        var address = (await File.ReadAllTextAsync(Path.Combine(lab.Folder, "b.address"), TestContext.Current.CancellationToken)).Trim();
        var node = nodes[0];
        // b does not dial, so a must know where it is.
        await nodes[1].Host.RunAsync($"sed -i '/^Endpoint/d' '{nodes[1].Folder}/wg-life.conf'");
        await node.Host.RunAsync("cp /etc/hosts /run/hosts; mount --bind /run/hosts /etc/hosts; printf 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n' >/run/resolv; mount --bind /run/resolv \"$(readlink -f /etc/resolv.conf)\"");
        await Task.WhenAll(nodes.Select(n => n.InstallAsync()));
        Assert.True(await node.ReachesAsync(await nodes[2].MeshIPv4Async()));
        Assert.True(await node.ComesAsync("grep -qs b.lab /run/vwmesh-wg-life.*/unresolved"));

        // Inside the mesh, nowhere, and at last where it is.
        await node.Host.RunAsync($"printf '169.254.192.77 b.lab\\n127.0.0.1 b.lab\\n{address} b.lab\\n' >>/etc/hosts");
        await node.RunAsync("sync");
        Assert.True(await node.ReachesAsync(await nodes[1].MeshIPv4Async()));
        Assert.Contains(address, await node.Host.RunAsync("wg show wg-life endpoints"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_stays_on_its_node_is_filled_in_there_and_nothing_changes_without_it()
    {
        await using var lab = await MeshLab.StartAsync();
        var nodes = await CreateAsync(lab, "Set-VwNode $net b -PublicKey (New-VwKey -DestinationPath b.key); $null = New-VwKey -DestinationPath other.key");
        var node = nodes[1];
        var install = $"cd '{node.Folder}'; sh wg-life.vwmesh install";
        const string KeyFile = "/etc/wireguard/wg-life.key";
        foreach (var (prepare, reason) in new[]
        {
            ("true", "is missing"),
            ($"echo short >{KeyFile}", "is not one private key"),
            ($"cat '{lab.Folder}/b.key' '{lab.Folder}/b.key' >{KeyFile}", "is not one private key"),
            ($"cp '{lab.Folder}/other.key' {KeyFile}", "is another key"),
        })
        {
            await node.Host.RunAsync(prepare);
            var refused = await node.Host.TryAsync(install);
            Assert.False(refused.Succeeded);
            Assert.Contains(reason, refused.Output, StringComparison.Ordinal);
            Assert.Contains("Nothing was changed", refused.Output, StringComparison.Ordinal);
            Assert.Equal("", await node.Host.RunAsync("ls /etc/wireguard | grep -v key || :"));
        }
        var key = (await node.Host.RunAsync($"cat '{lab.Folder}/b.key'")).Trim();
        await node.Host.RunAsync($"cp '{lab.Folder}/b.key' {KeyFile}");
        await Task.WhenAll(nodes.Select(n => n.InstallAsync()));
        Assert.True(await nodes[0].ReachesAsync(await node.MeshIPv4Async()));
        Assert.True(await node.ReachesAsync(await nodes[2].MeshIPv4Async()));
        Assert.Contains($"PrivateKey = {key}\n", await node.Host.RunAsync("cat /etc/wireguard/wg-life.conf"), StringComparison.Ordinal);
        Assert.Equal("600\n600\n", await node.Host.RunAsync($"stat -c %a /etc/wireguard/wg-life.conf {KeyFile}"));
        Assert.DoesNotContain(key, string.Concat(Directory.GetFiles(node.Folder).Select(File.ReadAllText)), StringComparison.Ordinal);
    }

    private const string Whole = "ip -br address show dev vwg-life | tr -s ' ' | sed 's/ *fe80[^ ]*//'; bridge fdb show dev vwg-life | grep ' via ' | sort; ip route show dev wg-life; ip rule show | grep prohibit; nft list tables | grep vwmesh; iptables -t mangle -S 2>/dev/null | grep vwmesh; cat /proc/sys/net/ipv6/conf/vwg-life/accept_ra";

    private static Task<string> WholeAsync(ProgramNode node) => node.Host.RunAsync($"set +e; {Whole}");

    private static async Task<ProgramNode[]> CreateAsync(MeshLab lab, string script, bool withSystemd = false)
    {
        Needs.Require("bash", "busybox", "dash", "python3", "setpriv");
        var (a, lineA) = await lab.AddHostAsync("a", withSystemd: withSystemd);
        var (b, lineB) = await lab.AddHostAsync("b", withSystemd: withSystemd);
        var (c, _) = await lab.AddHostAsync("c", withSystemd: withSystemd);
        return ProgramNode.Create(lab, "wg-life", $"""
            New-VwNetwork $net
            Add-VwNode $net a -ListenPort 1234 -Endpoint {lineA.IPv4}
            Add-VwNode $net b -ListenPort 1234 -Endpoint {lineB.IPv4}
            Add-VwNode $net c -ListenPort 1234 -PersistentKeepalive 5
            {script}
            """, a, b, c);
    }
}
