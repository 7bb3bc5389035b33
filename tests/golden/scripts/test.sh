LC_ALL=C PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin
export LC_ALL PATH
umask 077
n='wg0' v='vwg0' s='/run/vwmesh/wg0' f='/etc/wireguard/wg0.conf'
prog='/etc/wireguard/wg0.vwmesh' unit='vwmesh-wg0.service' run="/run/vwmesh-$n.$(readlink /proc/self/ns/net | tr -cd 0-9)"
say() { printf '\n==0123456789abcdef %s\n' "$*"; }
part() { k=$1; shift; say begin "$k"; "$@" </dev/null; say end "$k" $?; }
has() { command -v "$1" >/dev/null 2>&1; }
has_systemd() { [ -d /run/systemd/system ] && has systemctl; }
has_openrc() { [ -d /run/openrc ] && has rc-update && [ -e /etc/init.d/wg-quick ]; }
is_keeper() { tr '\0' ' ' 2>/dev/null <"/proc/$q/cmdline" | grep -qF "$n.vwmesh keep"; }
# A keeper that begins again by a new program has no command line for a moment.
has_keeper() { q=$(cat "$run/keeper" 2>/dev/null) && { is_keeper || { kill -0 "$q" 2>/dev/null && sleep 0.3 && is_keeper; }; }; }
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
    if answers "$d/$1.ipv4"; then family=-4 header=28 to=$2
    elif answers "$d/$1.ipv6"; then family=-6 header=48 to=$3
    else return
    fi
    largest 1370 >"$d/$1.size"
}
if [ -n "$d" ]; then
    while read -r number four six; do peer "$number" "$four" "$six" </dev/null & done <<'END'
0 10.0.0.2 -
END
    wait
    for i in "$d"/*; do if [ -s "$i" ]; then part "${i##*/}" cat "$i"; fi; done
    rm -rf "$d"
fi
say done
}
