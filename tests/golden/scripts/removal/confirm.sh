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
t=fedcba9876543210 w="${f%/*}/.vwmesh-$n" TMPDIR="${f%/*}/.vwmesh-$n"; export TMPDIR
# Restart through systemd if systemd started the interface.
down() {
    if has_systemd && systemctl -q is-active "wg-quick@$n"; then systemctl stop "wg-quick@$n"
    elif [ -e "/sys/class/net/$n" ] && [ -e "$f" ]; then wg-quick down "$n" 9>&-
    fi </dev/null || echo "wg-quick down failed"
    # wg-quick may be confined, or have failed.
    if [ -e "$prog" ]; then sh "$prog" down 9>&- </dev/null; fi
    if ip -d link show dev "$v" 2>/dev/null | grep -q ' vxlan id '; then ip link delete "$v"; fi
    if [ -e "/sys/class/net/$n" ] && wg show "$n" >/dev/null 2>&1; then ip link delete "$n"; fi
    # A user-space WireGuard ends a moment after its interface.
    k=0; while [ -e "/var/run/wireguard/$n.sock" ] && [ $k -lt 20 ]; do sleep 0.1; k=$((k + 1)); done
}
up() {
    if has_systemd; then
        systemctl reset-failed "wg-quick@$n" "$unit" 2>/dev/null
        systemctl start "wg-quick@$n" || { journalctl -q -u "wg-quick@$n" -n 9 -o cat 2>/dev/null | grep -v -e '^wg-quick@' -e '^Failed to start'; false; }
    else
        wg-quick up "$n" 9>&-
    fi </dev/null || return
    if [ -e "$prog" ]; then await_ethernet; fi
}
# The unit makes the Ethernet, or wg-quick's hook; where wg-quick is confined and no unit runs, nobody does.
await_ethernet() {
    k=0
    until [ -e "$run/begun" ]; do
        if has_systemd; then
            case $(systemctl show -p SubState --value "$unit") in
                failed | auto-restart) journalctl -q -u "$unit" -n 3 -o cat 2>/dev/null; return 1 ;;
            esac
        fi
        if [ $k = 10 ] && ! has_keeper; then sh "$prog" start 9>&- </dev/null || return; fi
        if [ $k -ge 300 ]; then echo "$v does not come up"; return 1; fi
        sleep 0.1; k=$((k + 1))
    done
}
# After another key, each tunnel shakes hands when it has something to send. A keepalive that is turned on sends at once.
greet() {
    wg show "$n" persistent-keepalive >"$w/keepalives" || return
    keepalives off off
    keepalives 25 ''
    keepalives off ''
}
# What peers without an interval get, and the others, whose own interval '' means.
keepalives() { awk -v without="$1" -v with="$2" '{ print "peer", $1, "persistent-keepalive", $2 == "off" ? without : with == "" ? $2 : with }' "$w/keepalives" | xargs -n 400 wg set "$n"; }
# By links and renames, for which a full disk has room.
same() { ln -f "$1" "$2" 2>/dev/null || cp -p "$1" "$2"; }
# mv refuses two names of one file (coreutils 9.1), or leaves both (uutils).
put() { [ "$1" -ef "$2" ] || { same "$1" "$2.put" && mv -f "$2.put" "$2"; }; }
names="$n.conf $n.vwmesh"
if has_systemd; then names="$names $unit"; fi
place() { case $1 in *.service) echo "/etc/systemd/system/$1" ;; *) echo "${f%/*}/$1" ;; esac; }
# A removal has no new files.
new_in() { o=0; for i in $names; do if [ -e "$w/$i" ]; then put "$w/$i" "$(place "$i")"; else rm -f "$(place "$i")"; fi || o=1; done; reload; return $o; }
# Until the confirmation, the host would start by the old files. A program without one before it starts nothing by itself.
wait_in() { o=0; for i in $names; do if [ -e "$w/$i.old" ]; then put "$w/$i.old" "$(place "$i")" || o=1; fi; done; [ -e "$w/$n.conf.old" ] || rm -f "$f"; return $o; }
old_in() {
    if has_systemd && [ ! -e "$w/enabled" ]; then systemctl -q disable "$unit" 2>/dev/null; fi
    wait_in; o=$?
    for i in $names; do [ -e "$w/$i.old" ] || rm -f "$(place "$i")"; done
    reload
    return $o
}
reload() { if has_systemd && ! cmp -s "$w/$unit" "$w/$unit.old"; then systemctl daemon-reload; fi; }
# What a rollback has to bring back, in lines that can be compared.
state() {
    for i in $names; do if [ -e "$(place "$i")" ]; then cksum <"$(place "$i")"; fi; done
    if [ -e "/sys/class/net/$n" ]; then wg show "$n" allowed-ips | sort; fi
    if [ -e "/sys/class/net/$v" ]; then
        ip -d link show dev "$v" | grep -o 'vxlan id [0-9]*'
        ip -o address show dev "$v" scope global | tr -s ' ' | cut -d ' ' -f 4 | sort
        bridge fdb show dev "$v" | grep ' dst ' | sort
    fi
}

disarm() {
    if has_systemd; then systemctl stop "vwmesh-rollback-$t.timer" 2>/dev/null; fi
    if [ -e "$w/timer" ]; then kill -TERM "-$(cat "$w/timer")" 2>/dev/null; fi
}

keep() {
    if has_systemd; then systemctl -q disable "wg-quick@$n" "$unit" 2>/dev/null; fi
    if has_openrc; then rc-update -q -a delete "wg-quick.$n" 2>/dev/null; rm -f "/etc/init.d/wg-quick.$n"; fi
    new_in || return 1
    rm -f "$f.previous" "$prog.previous"
}
if [ -e "$w/applying" ] || [ -e "$w/failed" ]; then say applying
elif mv "$s/pending-$t" "$s/confirmed-$t" 2>/dev/null; then
    if keep >"$w/log" 2>&1; then
        disarm
        printf 'confirmed %s\n' "$t" >"$s/last"
        rm -rf "$w" "$s/confirmed-$t"
        :
        say confirmed
    else
        say failed "the file could not be put in its place: $(tail -n 3 "$w/log" | tr '\n' ' ')"
        mv "$s/confirmed-$t" "$s/pending-$t"
        sh "$w/rollback" now
    fi
else
    # Asked before how it ended, since a rollback says that before it is over.
    if [ -e "$s/rolling-$t" ]; then say rolling; fi
    say late "$(cat "$s/last" 2>/dev/null)"
fi
}
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
if [ -e "$f" ]; then part file sed -e 's/^\([[:space:]]*PresharedKey[[:space:]]*=\).*/\1 (hidden)/I' "$f"; part mode stat -c %a "$f"; fi
if [ -e "$prog" ]; then part program cat "$prog"; part rule ip rule show pref 10077; fi
if [ -e "/etc/systemd/system/$unit" ]; then part unit cat "/etc/systemd/system/$unit"; fi
if has_keeper; then say keeper; fi
if [ -e "/sys/class/net/$n" ]; then part wg device; part tunnel ip -j -d address show dev "$n"; part routes ip -4 route show dev "$n"; part forwarding cat "/proc/sys/net/ipv4/conf/$n/forwarding"; fi
if [ -e "/sys/class/net/$v" ]; then part vxlan ip -j -d address show dev "$v"; part fdb bridge -j fdb show dev "$v"; fi
if [ -e "$prog" ] && [ -e "/sys/class/net/$n" ]; then part firewall sh "$prog" firewall 2>/dev/null; fi
if has nft; then part nft nft list table inet 'vwmesh-wg0' 2>/dev/null; fi
if has iptables; then part iptables iptables -w -t mangle -S 2>/dev/null; fi
if has_systemd; then part service systemctl is-enabled "wg-quick@$n" 2>/dev/null; part keepservice systemctl is-enabled "$unit" 2>/dev/null; say systemd
elif has_openrc; then
    if rc-update -a show 2>/dev/null | grep -q " wg-quick\.$n "; then part service echo enabled; fi
    say openrc
fi
say done
}
