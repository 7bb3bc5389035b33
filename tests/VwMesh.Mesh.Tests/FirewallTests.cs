using VwMesh.MeshTests.Lab;
using static VwMesh.MeshTests.Lab.ManagedMesh;

namespace VwMesh.MeshTests;

/// <summary>Hosts whose firewall drops packets that no rule names: ssh and WireGuard are allowed, the VXLAN port is not.</summary>
public sealed class FirewallTests
{
    private const string Ufw = """
        mkdir /run/ufw-files
        cp -a /etc/ufw /run/ufw-files/etc; mount --bind /run/ufw-files/etc /etc/ufw
        cp -a /lib/ufw /run/ufw-files/lib; mount --bind /run/ufw-files/lib /lib/ufw
        cp /etc/default/ufw /run/ufw-files/default; mount --bind /run/ufw-files/default /etc/default/ufw
        ufw allow 22/tcp; ufw allow 1234/udp; ufw --force enable
        """;

    private const string Iptables = """
        iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT; iptables -A INPUT -i lo -j ACCEPT; iptables -A INPUT -p icmp -j ACCEPT
        iptables -A INPUT -p tcp --dport 22 -j ACCEPT; iptables -A INPUT -p udp --dport 1234 -j ACCEPT; iptables -P INPUT DROP
        """;

    // In the form of firewalld: a table of its own that accepts by policy and rejects at the end.
    private const string Firewalld = """
        nft -f - <<'END'
        table inet firewalld {
            chain filter_INPUT {
                type filter hook input priority filter + 10; policy accept;
                ct state { established, related } accept
                iifname "lo" accept
                meta l4proto { icmp, ipv6-icmp } accept
                jump filter_INPUT_ZONES
                ct state invalid drop
                reject with icmpx admin-prohibited
            }
            chain filter_INPUT_ZONES { tcp dport 22 accept; udp dport 1234 accept; }
        }
        END
        """;

    [Theory]
    [InlineData(Ufw, "iptables -D INPUT 1; ufw reload")]
    [InlineData(Iptables, "iptables -D INPUT 1")]
    [InlineData(Firewalld, "nft delete table inet firewalld\n" + Firewalld)]
    public async Task A_firewall_that_drops_is_found_opened_kept_open_and_left_as_it_was(string firewall, string reload)
    {
        await using var lab = await MeshLab.StartAsync(isPatient: true);
        var (admin, nodes) = await StartAsync(lab, "a", "b");
        await nodes[0].Host.RunAsync(firewall);
        const string Listing = "iptables -S; nft list table inet firewalld 2>/dev/null || :";
        var before = await nodes[0].Host.RunAsync(Listing);
        var deployed = await admin.RunAsync(lab, "Deploy-VwNode wg-dep 3>$null | Sort-Object Node | ForEach-Object { \"$($_.Node) $($_.Outcome) $($_.Error.ErrorId)\".Trim() }");
        Assert.Equal("a Restarted NodeFirewallClosed\nb Restarted", deployed);
        var address = await nodes[0].MeshIPv4Async();
        Assert.Equal(0, (await nodes[1].PingAsync($"-c 2 -i 0.2 -W 1 {address}")).Received);
        Assert.Equal("None Firewall vwg-dep False True", await admin.RunAsync(lab, $"\"$(Compare-VwNode wg-dep | {Plan}) $((Get-VwNodeStatus wg-dep 3>$null | Sort-Object Node).FirewallOpen)\""));

        Assert.Equal("a Hot\nb Hot", Sorted(await admin.RunAsync(lab, $"$null = Set-VwNetwork wg-dep -OpenFirewall; Deploy-VwNode wg-dep | {Show}")));
        Assert.True(await nodes[1].ReachesAsync(address));
        Assert.Equal("True True", await admin.RunAsync(lab, "Compare-VwNode wg-dep; \"$((Get-VwNodeStatus wg-dep).FirewallOpen)\""));

        // The keeper inserts the rule again, and deletes it at the end.
        await nodes[0].Host.RunAsync(reload);
        Assert.True(await nodes[1].ReachesAsync(address));
        await nodes[0].Host.RunAsync("wg-quick down wg-dep");
        Assert.Equal(before, await nodes[0].Host.RunAsync(Listing));
        await nodes[0].Host.RunAsync("wg-quick up wg-dep");
        Assert.True(await nodes[1].ReachesAsync(address));

        Assert.StartsWith("a Hot Node 'a' runs the network, and its firewall drops", await admin.RunAsync(lab, $"$null = Set-VwNetwork wg-dep -OpenFirewall:$false; Deploy-VwNode wg-dep a 3>$null | {Show}"), StringComparison.Ordinal);
        Assert.Equal(before, await nodes[0].Host.RunAsync(Listing));
    }
}
