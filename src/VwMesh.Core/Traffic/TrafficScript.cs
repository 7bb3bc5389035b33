using System.Globalization;
using System.Net.Sockets;
using VwMesh.Model;
using VwMesh.Rendering.WgQuick;

namespace VwMesh.Traffic;

/// <summary>The sh program by which a node sends to its peers. It needs ping(8), of iputils or busybox, and leaves nothing behind.</summary>
internal static class TrafficScript
{
    /// <summary>How many peers one script tests; they are tested at the same time.</summary>
    internal const int MostPeers = 64;

    private const int HeaderOfIPv4 = 20 + 8;
    private const int HeaderOfIPv6 = 40 + 8;

    /// <summary>Sends small packets to each peer, then one of full size; where that is lost, finds the largest that passes.</summary>
    /// <param name="network">The network.</param>
    /// <param name="node">The node that sends.</param>
    /// <param name="withFullSize">Whether packets of full size are sent too.</param>
    /// <param name="peers">At most <see cref="MostPeers"/> of its peers. The parts of the answer have their numbers.</param>
    internal static string For(Network network, Node node, bool withFullSize, IReadOnlyList<Node> peers) => $$"""
        {
        d=$(mktemp -d /run/vwmesh-test.XXXXXX) || say failed "no folder below /run"
        quick= whole=
        if ping -V 2>&1 | grep -q iputils; then quick='-i 0.2' whole='-M do'; fi
        small() { o=$(ping $1 -I "$v" -c 3 $quick -W 1 -q "$2" 2>&1); printf '%s\n' "$o" | grep -e transmitted -e min/avg || printf 'refused %s\n' "$(printf '%s\n' "$o" | tail -n 1)"; }
        passes() { ping $family -I "$v" $whole -c 2 $quick -W 1 -q -s $(($1 - header)) "$to" 2>/dev/null | grep -q -e ', [12] received' -e ', [12] packets received'; }
        largest() {
            low=$((header + 56)) high=$1
            if passes "$high"; then low=$high; fi
            while [ $((high - low)) -gt 1 ]; do
                middle=$(((low + high) / 2))
                if passes $middle; then low=$middle; else high=$middle; fi
            done
            echo $low
        }
        answers() { grep -q -e ', [1-3] received' -e ', [1-3] packets received' "$1" 2>/dev/null; }
        peer() {
            [ "$2" = - ] || small -4 "$2" >"$d/$1.ipv4" &
            [ "$3" = - ] || small -6 "$3" >"$d/$1.ipv6"
            wait
            if answers "$d/$1.ipv4"; then family=-4 header={{HeaderOfIPv4}} to=$2
            elif answers "$d/$1.ipv6"; then family=-6 header={{HeaderOfIPv6}} to=$3
            else return
            fi
            {{(withFullSize ? string.Create(CultureInfo.InvariantCulture, $"largest {network.VxlanMtu} >\"$d/$1.size\"") : ":")}}
        }
        if [ -n "$d" ]; then
            while read -r number four six; do peer "$number" "$four" "$six" </dev/null & done <<'END'
        {{string.Join('\n', peers.Select((peer, number) => Line(number, node, peer)))}}
        END
            wait
            for i in "$d"/*; do if [ -s "$i" ]; then part "${i##*/}" cat "$i"; fi; done
            rm -rf "$d"
        fi
        say done
        }

        """;

    /// <summary>The address of a node to which others send.</summary>
    internal static string? AddressOf(Node node, AddressFamily family) =>
        node.AllAddresses.FirstOrDefault(a => a.Address.AddressFamily == family && !a.Address.IsIPv6LinkLocal) is { } address ? SafeWord.Of(address.Address) : null;

    private static string Line(int number, Node node, Node peer) => string.Create(CultureInfo.InvariantCulture,
        $"{number} {Target(node, peer, AddressFamily.InterNetwork)} {Target(node, peer, AddressFamily.InterNetworkV6)}");

    private static string Target(Node node, Node peer, AddressFamily family) => AddressOf(node, family) is null ? "-" : AddressOf(peer, family) ?? "-";
}
