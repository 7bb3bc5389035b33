#!/usr/bin/env bash
# Brings a running node to its new configuration without taking it down: tunnels and frames of the peers that stay are not touched.
#
#   apply-node-config.sh FILE      FILE is the node's new configuration, NETWORK.conf, as Export-VwNodeConfig -Format WgQuick wrote it.
#
# Run it as root on the node. It compares the file with the installed one in /etc/wireguard and changes what can change while the node
# runs (peers, listen port, mark, and the forwarding database of the VXLAN interface), then installs the file. When anything else in
# [Interface] differs it changes nothing and ends with 3: such a node needs wg-quick down and up.
set -euo pipefail
export LC_ALL=C

new=$1
network=$(basename "$new" .conf)
old=/etc/wireguard/$network.conf

# Of [Interface], what only a new start brings: all but what wg can set and what fills the forwarding database.
fixed() {
    sed -e '/^\[Peer\]/,$d' "$1" | grep -Ev -e '^(ListenPort|FwMark) *=' -e '^PostUp = echo .*,.* >>?/run/vwmesh-' -e '^(#|$)' || :
}

setting() {
    sed -n "/^\[Peer\]/,\$d; s/^$1 = //p" "$new"
}

# Peers that are not in the installed file, or not so. wg syncconf would set all of them, and open the port anew in wireguard-go.
changed_peers() {
    awk 'BEGIN { RS = ""; ORS = "\n\n" } NR == FNR { known[$0]; next } /\[Peer\]/ && !($0 in known)' "$old" "$new"
}

# The entries the file asks for, a line each: MAC and address; MAC 0 is for everyone.
wanted() {
    sed -n 's/^PostUp = echo \([^>]*\) >.*\/run\/vwmesh-.*$/\1/p' "$new" | tr ' ' '\n' | while IFS=, read -r mac address; do
        printf '%s %s\n' 00:00:00:00:00:00 "$address" "$mac" "$address"
    done | sort -u
}

present() {
    bridge fdb show dev "v$network" | awk -v via=" via $network " '/ permanent/ && index($0, via) { for (i = 2; i < NF; i++) if ($i == "dst") print $1, $(i + 1) }' | sort -u
}

grep -q '^PrivateKey = ' "$new" || { echo "$new is not a node's configuration" >&2; exit 1; }
if [[ $(fixed "$old") != "$(fixed "$new")" ]]; then
    echo "more than peers changed; run: wg-quick down $network; install -m 600 '$new' '$old'; wg-quick up $network" >&2
    exit 3
fi

port=$(setting ListenPort) mark=$(setting FwMark)
[[ $port == 0 || $port == $(wg show "$network" listen-port) ]] || wg set "$network" listen-port "$port"
[[ ${mark:-off} == $(wg show "$network" fwmark) ]] || wg set "$network" fwmark "${mark:-off}"
peers=$(changed_peers)
[[ -z $peers ]] || wg addconf "$network" <(printf '%s\n' "$peers")
comm -23 <(wg show "$network" peers | sort) <(sed -n 's/^PublicKey = //p' "$new" | sort) | while read -r key; do
    wg set "$network" peer "$key" remove
done

# An entry is deleted only by all that it was made with, the interface too; without it the deletion does nothing and says fine.
{
    comm -13 <(present) <(wanted) | sed "s/^\(.*\) \(.*\)\$/fdb append \1 dev v$network dst \2 via $network/"
    comm -23 <(present) <(wanted) | sed "s/^\(.*\) \(.*\)\$/fdb del \1 dev v$network dst \2 via $network/"
} | bridge -batch -
[[ $new -ef $old ]] || install -m 600 "$new" "$old"
