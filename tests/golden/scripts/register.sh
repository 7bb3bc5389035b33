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
k=${f%/*}/$n.key
fail() { rm -f "$k.new"; say failed "$1"; say done; exit 0; }
half_of() { wg pubkey 2>/dev/null <"$1"; }
# The key is an argument of printf, which is a part of the shell, and of no program.
write() { rm -f "$k.new"; printf '%s\n' "$1" >"$k.new" && { sync "$k.new" || sync; } 2>/dev/null || fail "$k could not be written"; }
here() {
    if [ -e "/sys/class/net/$n" ]; then x=$(wg show "$n" private-key 2>/dev/null); else x=; fi
    [ -n "$x" ] && [ "$x" != "(none)" ] || x=$(sed -n 's/^[[:space:]]*PrivateKey[[:space:]]*=[[:space:]]*//Ip' "$f" 2>/dev/null | head -n 1)
    [ -n "$x" ] && printf '%s\n' "$x" | wg pubkey >/dev/null 2>&1
}
has wg || fail "wg is missing (wireguard-tools)"
mkdir -p "${f%/*}" 2>/dev/null || fail "${f%/*} cannot be written"
origin=found
if [ -e "$k" ] || [ -L "$k" ]; then :
else
    if false; then origin=moved
    elif here; then :
    elif x=$(wg genkey); then origin=made
    else say lost; say done; exit 0; fi
    write "$x"
    # A link never takes the place of a file that somebody makes now.
    ln "$k.new" "$k" 2>/dev/null || [ -e "$k" ] || fail "$k could not be written"
    rm -f "$k.new"
fi
half=$(half_of "$k") || fail "$k is not one private key, as 'wg genkey' writes it"
if [ "$half" = 'no key' ]; then
    x=$(wg genkey) && write "$x" && mv -f "$k.new" "$k" && half=$(half_of "$k") || fail "$k could not be written"
    origin=made
fi
chmod 600 "$k" || fail "the mode of $k could not be set"
{ sync "$k" || sync; } 2>/dev/null
say origin "$origin"
say half "$half"
say done
}
