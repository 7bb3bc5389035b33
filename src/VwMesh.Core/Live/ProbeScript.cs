using System.Globalization;
using System.Security.Cryptography;
using VwMesh.Model;
using VwMesh.Rendering.WgQuick;

namespace VwMesh.Live;

/// <summary>
/// The sh programs that ask a node what it runs. They go to the node by standard input, need nothing of ours there, and change nothing.
/// </summary>
internal static class ProbeScript
{
    /// <summary>A word that a node cannot foresee.</summary>
    internal static string NewMark() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>What every script begins with: the names of things, and how to say something.</summary>
    internal static string Prelude(Network network, string mark) => $$"""
        LC_ALL=C PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin
        export LC_ALL PATH
        umask 077
        n='{{NetworkName.Parse(network.Name)}}' v='v{{network.Name}}' s='/run/vwmesh/{{network.Name}}' f='/etc/wireguard/{{network.Name}}.conf'
        prog='/etc/wireguard/{{network.Name}}.vwmesh' unit='vwmesh-{{network.Name}}.service' run="/run/vwmesh-$n.$(readlink /proc/self/ns/net | tr -cd 0-9)"
        say() { printf '\n=={{mark}} %s\n' "$*"; }
        part() { k=$1; shift; say begin "$k"; "$@" </dev/null; say end "$k" $?; }
        has() { command -v "$1" >/dev/null 2>&1; }
        has_systemd() { [ -d /run/systemd/system ] && has systemctl; }
        has_openrc() { [ -d /run/openrc ] && has rc-update && [ -e /etc/init.d/wg-quick ]; }
        is_keeper() { tr '\0' ' ' 2>/dev/null <"/proc/$q/cmdline" | grep -qF "$n.vwmesh keep"; }
        # A keeper that begins again by a new program has no command line for a moment.
        has_keeper() { q=$(cat "$run/keeper" 2>/dev/null) && { is_keeper || { kill -0 "$q" 2>/dev/null && sleep 0.3 && is_keeper; }; }; }

        """;

    // A file is compared with what the operator's machine would write, secrets of the network's file included. It shows no others.
    private static string ReadFile(Network network, Node node)
    {
        string?[] hidden = [node.PrivateKey is null ? "PrivateKey" : null, network.HasPresharedKeys ? null : "PresharedKey"];
        var commands = hidden.OfType<string>().Select(key => $@" -e 's/^\([[:space:]]*{key}[[:space:]]*=\).*/\1 (hidden)/I'").ToList();
        return commands.Count == 0 ? "cat" : "sed" + string.Concat(commands);
    }

    // As the node's program has it.
    private static string RoutePreference(Network network) => Network.RoutePreferenceOf(network.VxlanId).ToString(CultureInfo.InvariantCulture);

    /// <summary>Asks for everything there is to know; it is said on one connection, once or more often.</summary>
    internal static string Probe(Network network, Node node) => $$"""
        {
        # No secret leaves the node but that of a file which the operator's machine has too.
        device() { x=$(wg show "$n" dump) && printf '%s\n' "$x" | awk -F '\t' -v OFS='\t' '{ i = NR == 1 ? 1 : 2; if ($i != "(none)") $i = "(hidden)"; print }'; }
        digest() { x=$(wg show "$n" preshared-keys) && printf '%s\n' "$x" | sort | sha256sum; }
        # busybox has an ip that lacks half of what is used.
        tools() { for c in wg wg-quick ip bridge bash flock setsid awk nft iptables ping; do if has $c && { [ $c != ip ] || ip -V 2>/dev/null | grep -q iproute2; }; then echo $c; fi; done; }
        part tools tools
        part clock date +%s
        part connection echo "${SSH_CONNECTION:-}"
        part machine sh -c 'cat /proc/sys/kernel/random/boot_id; readlink /proc/self/ns/net'
        if [ -e "$f" ]; then part file {{ReadFile(network, node)}} "$f"; part mode stat -c %a "$f"; fi
        if [ -e "$prog" ]; then part program cat "$prog"; part rule ip rule show pref {{RoutePreference(network)}}; fi
        if [ -e "/etc/systemd/system/$unit" ]; then part unit cat "/etc/systemd/system/$unit"; fi
        if has_keeper; then say keeper; fi
        if [ -e "/sys/class/net/$n" ]; then part wg device;{{(network.HasPresharedKeys ? " part presharedkeys digest;" : "")}} part tunnel ip -j -d address show dev "$n"; part routes ip -4 route show dev "$n"; part forwarding cat "/proc/sys/net/ipv4/conf/$n/forwarding"; fi
        if [ -e "/sys/class/net/$v" ]; then part vxlan ip -j -d address show dev "$v"; part fdb bridge -j fdb show dev "$v"; fi
        if [ -e "$prog" ] && [ -e "/sys/class/net/$n" ]; then part firewall sh "$prog" firewall 2>/dev/null; fi
        if has nft; then part nft nft list table inet '{{PortGuard.TableName(network.Name).Replace("%i", network.Name, StringComparison.Ordinal)}}' 2>/dev/null; fi
        if has iptables; then part iptables iptables -w -t mangle -S 2>/dev/null; fi
        if has_systemd; then part service systemctl is-enabled "wg-quick@$n" 2>/dev/null; part keepservice systemctl is-enabled "$unit" 2>/dev/null; say systemd
        elif has_openrc; then
            if rc-update -a show 2>/dev/null | grep -q " wg-quick\.$n "; then part service echo enabled; fi
            say openrc
        fi
        say done
        }

        """;
}
