{
# A connection that breaks ends no step half-way: writing to it fails, and the shell goes on.
trap : PIPE
t=fedcba9876543210 w="${f%/*}/.vwmesh-$n" TMPDIR="${f%/*}/.vwmesh-$n"; export TMPDIR
fail() { rm -rf "$w"; say failed "$1"; say done; exit 1; }
# wg-quick also writes the commands that it runs, and goes on after an error to clean up.
last() { grep -v '^\[#]' "$w/log" 2>/dev/null | tail -n 3 | tr '\n' ' '; }
rm -rf "$w" && mkdir -p "${f%/*}" && mkdir "$w" || fail "${f%/*} cannot be written"
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

# nix, stow and Ansible manage the file that a link leads to, and would bring it back.
for i in $names; do j=$(place "$i"); [ ! -L "$j" ] || fail "$j is a link to $(readlink "$j"), and what made the link manages the file"; done
cat >"$w/$n.conf" <<'end-file-0123456789abcdef' || fail "$n.conf could not be written"
(the file)
end-file-0123456789abcdef
cat >"$w/$n.vwmesh" <<'end-file-0123456789abcdef' || fail "$n.vwmesh could not be written"
(the file)
end-file-0123456789abcdef
cat >"$w/$unit" <<'end-file-0123456789abcdef' || fail "$unit could not be written"
(the file)
end-file-0123456789abcdef
:
chmod 700 "$w/$n.vwmesh" && chmod 644 "$w/$unit" || fail "the files could not be written"
wg-quick strip "$w/$n.conf" >"$w/stripped" 2>"$w/log" 9>&- </dev/null && grep -q '^PrivateKey' "$w/stripped" || fail "wg-quick does not take the file: $(last)"
sh -n "$w/$n.vwmesh" 2>"$w/log" || fail "sh does not take the program: $(last)"
if [ -e "$f" ]; then chmod 600 "$f"; fi
for i in $names; do
    j=$(place "$i")
    if [ -e "$j" ]; then same "$j" "$w/$i.old" 2>"$w/log" || fail "$j could not be kept: $(last)"; fi
done
if has_systemd && systemctl -q is-enabled "$unit" 2>/dev/null; then : >"$w/enabled"; fi
disarm() {
    if has_systemd; then systemctl stop "vwmesh-rollback-$t.timer" 2>/dev/null; fi
    if [ -e "$w/timer" ]; then kill -TERM "-$(cat "$w/timer")" 2>/dev/null; fi
}

wg showconf "$n" >"$w/running" && grep -q '^PrivateKey' "$w/running" || fail "wg showconf does not give the running state"
state >"$w/before"
cat >"$w/rollback" <<'end-rollback-0123456789abcdef' || fail "the rollback could not be armed"
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
trap : PIPE
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

[ "$1" = now ] || sleep "$1" 9>&-
k=0
while [ -e "$w/applying" ] && kill -0 "$(cat "$w/applying")" 2>/dev/null && [ $k -lt 120 ]; do sleep 1 9>&-; k=$((k + 1)); done
mv "$s/pending-$t" "$s/rolling-$t" 2>/dev/null || exit 0
if [ "$1" = now ]; then disarm; fi
exec >"$w/rollback.log" 2>&1
put_back() {
u=0
wg setconf "$n" "$w/running" || u=1
cat >"$w/guard" <<'end-guard-0123456789abcdef'
nft 'table inet vwmesh-wg0; delete table inet vwmesh-wg0'
end-guard-0123456789abcdef
bash "$w/guard"
sh "$prog" up 9>&- </dev/null || u=1
return $u
}
r=0
if [ -e "$w/begun" ]; then
    put_back || r=1
    state >"$w/after"
    cmp -s "$w/before" "$w/after" || { echo "not as it was:"; diff "$w/before" "$w/after"; r=1; }
fi
rm -f "$f.put" "$prog.put"
if [ $r = 0 ]; then word=rolledback; else word=stuck; fi
printf '%s %s\n' $word "$t" >"$s/last"
cp "$w/rollback.log" "$s/rollback.log"
rm -rf "$w" "$s/rolling-$t"
# The shell of a connection that nobody holds any more must not hold the lock.
p=$(cat "$s/shell" 2>/dev/null)
if [ "$2" != self ] && [ "$(readlink "/proc/$p/fd/9" 2>/dev/null)" = "$s/lock" ]; then kill "$p"; fi
exit $r
end-rollback-0123456789abcdef
echo $$ >"$w/applying"
: >"$s/pending-$t" || fail "the rollback could not be armed"
if has_systemd && has systemd-run; then
    # By itself, a timer may be late by a minute.
    systemd-run --quiet --collect --on-active=60 --timer-property=AccuracySec=100ms --unit="vwmesh-rollback-$t" /bin/sh "$w/rollback" now 9>&- || { rm -f "$s/pending-$t"; fail "systemd-run does not arm the rollback"; }
else
    has setsid || { rm -f "$s/pending-$t"; fail "setsid is missing (util-linux)"; }
    setsid sh "$w/rollback" 60 </dev/null >/dev/null 2>&1 &
    echo $! >"$w/timer"
fi
# Nothing is begun that nobody could confirm.
say armed || { disarm; rm -rf "$s/pending-$t" "$w"; exit 1; }
apply() {
: >"$w/begun" </dev/null || return 1
cat >"$w/peers" <<'end-peers-0123456789abcdef'
[Peer]
PublicKey = JshRLEWlVFTFWhOotHcC6xZtdekwAvPWPynz8FPrhlo=
AllowedIPs = 169.254.1.2/32
Endpoint = 192.0.2.2:1002
PersistentKeepalive = 0
end-peers-0123456789abcdef
wg addconf "$n" "$w/peers" </dev/null || return 1
cat >"$w/guard" <<'end-guard-0123456789abcdef'
nft 'table inet vwmesh-wg0; delete table inet vwmesh-wg0'
end-guard-0123456789abcdef
bash -e "$w/guard" </dev/null || return 1
sh "$w/$n.vwmesh" up 9>&- </dev/null || return 1
}
if apply >"$w/log" 2>&1; then
    rm -f "$w/applying"
    say applied
else
    # Not to be confirmed from now on.
    mv "$w/applying" "$w/failed"
    say failed "$(last)"
    if sh "$w/rollback" now self; then say rolledback; fi
fi
say done
}
