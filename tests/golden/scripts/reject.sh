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
sh "$w/rollback" now >/dev/null 2>&1
if [ "$(cat "$s/last" 2>/dev/null)" = "rolledback $t" ]; then say rolledback; fi
say done
}
