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
mkdir -p /run/vwmesh "$s" || { say failed "/run cannot be written"; exit 1; }
has flock || { say failed "flock is missing (util-linux)"; exit 1; }
exec 9>>"$s/lock"
flock -n 9 2>/dev/null
case $? in
    0) ;;
    1) say busy "$(cat "$s/holder" 2>/dev/null)"; say done; exit 75 ;;
    *) say failed "flock does not lock $s/lock"; exit 1 ;;
esac
for p in "$s"/pending-*; do
    t=${p##*/pending-}
    if [ -e "$p" ] && has_systemd && systemctl -q is-active "vwmesh-rollback-$t.timer" "vwmesh-rollback-$t.service"; then
        say busy "$(cat "$s/holder" 2>/dev/null), which is not confirmed yet"; say done; exit 75
    fi
done
rm -f "$s"/pending-* "$s"/confirmed-*
echo $$ >"$s/shell"
printf 'a deployment from %s, begun %s' "${SSH_CONNECTION%% *}" "$(date -u +%H:%M:%SZ)" >"$s/holder"
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
