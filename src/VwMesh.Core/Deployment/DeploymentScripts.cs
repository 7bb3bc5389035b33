using System.Globalization;
using VwMesh.Live;
using VwMesh.Model;

namespace VwMesh.Deployment;

/// <summary>
/// The sh programs that change a node. Each is one compound command, which a shell runs only when all of it has arrived, so that a
/// connection that breaks in the middle has done nothing. What a step writes goes to a file: a connection that breaks later stops no step.
/// </summary>
/// <remarks>
/// <para>/run/vwmesh/NETWORK has the state of a deployment: <c>lock</c>, which flock(1) holds; <c>shell</c>, the process that holds it;
/// <c>pending-TOKEN</c>, which either the confirmation or the rollback renames, and only one of them can; <c>last</c>, how it ended.
/// Programs that stay, such as wireguard-go, must not inherit descriptor 9, which is the lock.</para>
/// <para>Work files are below /etc/wireguard, because AppArmor and SELinux keep wg(8) and wg-quick(8) from reading and writing elsewhere.
/// <c>begun</c> among them says that the change has touched the node: without it there is nothing to undo.</para>
/// <para>The new files wait in the work folder, and take their places only with the confirmation: a node that restarts before comes
/// up as it was. Only while wg-quick starts the interface by them, they are in their places. The keeper of the Ethernet does nothing
/// while <c>pending-TOKEN</c> or <c>confirmed-TOKEN</c> is there.</para>
/// </remarks>
internal sealed class DeploymentScripts(NodePlan plan, string mark, string token, TimeSpan confirmTimeout)
{
    private const string Shared = """
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

        """;

    private const string Disarm = """
        disarm() {
            if has_systemd; then systemctl stop "vwmesh-rollback-$t.timer" 2>/dev/null; fi
            if [ -e "$w/timer" ]; then kill -TERM "-$(cat "$w/timer")" 2>/dev/null; fi
        }

        """;

    // bash writes long here-documents to TMPDIR, where others may look.
    private const string Work = "w=\"${f%/*}/.vwmesh-$n\" TMPDIR=\"${f%/*}/.vwmesh-$n\"; export TMPDIR";

    private readonly NodePlan _plan = plan;

    private Network Network => _plan.Wanted.Network;

    private bool IsRestart => _plan.Impact == Impact.Restart;

    private static string BeginLock => """
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

        """;

    /// <summary>Takes the node's lock for the length of the connection, or says <c>busy</c>, and asks what runs.</summary>
    internal static string LockAndProbe(Network network, Node node, string mark) => ProbeScript.Prelude(network, mark) + BeginLock + ProbeScript.Probe(network, node);

    /// <summary>Checks the file, arms the rollback, makes the change; says <c>applied</c>, or <c>failed</c> and, when it was undone, <c>rolledback</c>.</summary>
    internal string Apply() => $$"""
        {
        # A connection that breaks ends no step half-way: writing to it fails, and the shell goes on.
        trap : PIPE
        t={{token}} {{Work}}
        fail() { rm -rf "$w"; say failed "$1"; say done; exit 1; }
        # wg-quick also writes the commands that it runs, and goes on after an error to clean up.
        last() { grep -v '^\[#]' "$w/log" 2>/dev/null | tail -n 3 | tr '\n' ' '; }
        rm -rf "$w" && mkdir -p "${f%/*}" && mkdir "$w" || fail "${f%/*} cannot be written"
        {{Shared}}
        # nix, stow and Ansible manage the file that a link leads to, and would bring it back.
        for i in $names; do j=$(place "$i"); [ ! -L "$j" ] || fail "$j is a link to $(readlink "$j"), and what made the link manages the file"; done
        {{(_plan.IsRemoval ? "" : NewFiles())}}
        if [ -e "$f" ]; then chmod 600 "$f"; fi
        for i in $names; do
            j=$(place "$i")
            if [ -e "$j" ]; then same "$j" "$w/$i.old" 2>"$w/log" || fail "$j could not be kept: $(last)"; fi
        done
        if has_systemd && systemctl -q is-enabled "$unit" 2>/dev/null; then : >"$w/enabled"; fi
        {{(_plan.Impact == Impact.None ? KeepAtOnce() : ArmAndChange())}}
        say done
        }

        """;

    /// <summary>
    /// Keeps the change, by a connection that was made after it: says <c>confirmed</c>; or <c>applying</c> while it is still being made; or
    /// <c>late</c> with how it had ended, and <c>rolling</c> while the rollback is at work. Asks what runs then.
    /// </summary>
    internal string Confirm() => ProbeScript.Prelude(Network, mark) + $$"""
        {
        t={{token}} {{Work}}
        {{Shared}}
        {{Disarm}}
        {{Keep()}}
        if [ -e "$w/applying" ] || [ -e "$w/failed" ]; then say applying
        elif mv "$s/pending-$t" "$s/confirmed-$t" 2>/dev/null; then
            if keep >"$w/log" 2>&1; then
                disarm
                printf 'confirmed %s\n' "$t" >"$s/last"
                rm -rf "$w" "$s/confirmed-$t"
                {{Renew}}
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

        """ + ProbeScript.Probe(Network, _plan.Wanted.Node);

    /// <summary>Undoes the change before its time is over; says <c>rolledback</c> when all is as it was.</summary>
    internal string Reject() => ProbeScript.Prelude(Network, mark) + $$"""
        {
        t={{token}} {{Work}}
        sh "$w/rollback" now >/dev/null 2>&1
        if [ "$(cat "$s/last" 2>/dev/null)" = "rolledback $t" ]; then say rolledback; fi
        say done
        }

        """;

    private string KeepAtOnce() => $$"""
        {{Keep()}}
        keep >"$w/log" 2>&1 || fail "$(last)"
        rm -rf "$w"
        {{Renew}}
        say applied
        """;

    private string ArmAndChange() => $$"""
        {{Disarm}}
        {{Arm()}}
        apply() {
        {{(_plan.IsRemoval ? Stop : IsRestart ? Restart : ChangeHot())}}
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
        """;

    private string NewFiles() => $$"""
        {{Write("$n.conf", _plan.Wanted.Files.Tunnel)}}
        {{Write("$n.vwmesh", _plan.Wanted.Files.Program)}}
        {{Write("$unit", _plan.Wanted.Files.Unit)}}
        {{(_plan.Wanted.Setup.WireGuard.Key.Private is null ? FillIn : ":")}}
        chmod 700 "$w/$n.vwmesh" && chmod 644 "$w/$unit" || fail "the files could not be written"
        wg-quick strip "$w/$n.conf" >"$w/stripped" 2>"$w/log" 9>&- </dev/null && grep -q '^PrivateKey' "$w/stripped" || fail "wg-quick does not take the file: $(last)"
        sh -n "$w/$n.vwmesh" 2>"$w/log" || fail "sh does not take the program: $(last)"
        """;

    // The private key stays on the node, whose program knows it.
    private const string FillIn = """
        sh "$w/$n.vwmesh" fill_in "$w/$n.conf" "$w/filled" 2>"$w/log" </dev/null && mv -f "$w/filled" "$w/$n.conf" || fail "$(last)"
        """;

    // Until the confirmation, the files and what systemd starts are as they were.
    private const string Stop = """
        : >"$w/begun"
        down
        [ ! -e "/sys/class/net/$n" ]
        """;

    private const string KeepRemoval = """
        keep() {
            if has_systemd; then systemctl -q disable "wg-quick@$n" "$unit" 2>/dev/null; fi
            if has_openrc; then rc-update -q -a delete "wg-quick.$n" 2>/dev/null; rm -f "/etc/init.d/wg-quick.$n"; fi
            new_in || return 1
            rm -f "$f.previous" "$prog.previous"
        }
        """;

    // What makes the change last.
    private string Keep() => _plan.IsRemoval ? KeepRemoval : $$"""
        keep() {
            new_in || return 1
            {{Enable()}}
            for i in "$n.conf" "$n.vwmesh"; do
                if [ -e "$w/$i.old" ]; then mv -f "$w/$i.old" "$(place "$i").previous"; fi
            done
        }
        """;

    // The keeper begins again by the new program. A round of the keeper may have begun before the change, with the values from then: sync puts right what it undid.
    private string Renew => _plan.IsRemoval ? ":" : """sh "$prog" sync 9>&- </dev/null >/dev/null 2>&1""";

    private string Enable() => _plan.Live switch
    {
        { HasSystemd: true } and not { IsEnabled: true, IsKeeperEnabled: true } => "systemctl -q enable \"wg-quick@$n\" \"$unit\" || return 1",
        { HasOpenRc: true, IsEnabled: false } => "ln -sf wg-quick \"/etc/init.d/wg-quick.$n\" && rc-update -q add \"wg-quick.$n\" default || return 1",
        _ => ":",
    };

    // The clock of the rollback runs from here; a change that takes its time is let to its end.
    private string Arm() => $$"""
        {{(_plan.Live.HasInterface ? "wg showconf \"$n\" >\"$w/running\" && grep -q '^PrivateKey' \"$w/running\" || fail \"wg showconf does not give the running state\"" : ":")}}
        state >"$w/before"
        cat >"$w/rollback" <<'{{Mark("rollback")}}' || fail "the rollback could not be armed"
        {{Rollback()}}
        {{Mark("rollback")}}
        echo $$ >"$w/applying"
        : >"$s/pending-$t" || fail "the rollback could not be armed"
        if has_systemd && has systemd-run; then
            # By itself, a timer may be late by a minute.
            systemd-run --quiet --collect --on-active={{Seconds}} --timer-property=AccuracySec=100ms --unit="vwmesh-rollback-$t" /bin/sh "$w/rollback" now 9>&- || { rm -f "$s/pending-$t"; fail "systemd-run does not arm the rollback"; }
        else
            has setsid || { rm -f "$s/pending-$t"; fail "setsid is missing (util-linux)"; }
            setsid sh "$w/rollback" {{Seconds}} </dev/null >/dev/null 2>&1 &
            echo $! >"$w/timer"
        fi
        # Nothing is begun that nobody could confirm.
        say armed || { disarm; rm -rf "$s/pending-$t" "$w"; exit 1; }
        """;

    // It ends with 0 when all is as it was. It goes on after a step that fails: a node with the wrong file is better than none.
    private string Rollback() => ProbeScript.Prelude(Network, mark) + $$"""
        trap : PIPE
        t={{token}} {{Work}}
        {{Shared}}
        {{Disarm}}
        [ "$1" = now ] || sleep "$1" 9>&-
        k=0
        while [ -e "$w/applying" ] && kill -0 "$(cat "$w/applying")" 2>/dev/null && [ $k -lt 120 ]; do sleep 1 9>&-; k=$((k + 1)); done
        mv "$s/pending-$t" "$s/rolling-$t" 2>/dev/null || exit 0
        if [ "$1" = now ]; then disarm; fi
        exec >"$w/rollback.log" 2>&1
        put_back() {
        {{(IsRestart ? RestartUndo() : ChangeHotUndo())}}
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
        """;

    // The file is in its place while wg-quick reads it.
    private const string Restart = """
        : >"$w/begun"
        down
        : >"$w/started"
        new_in || return 1
        if has_systemd; then systemctl -q enable "$unit" || return 1; fi
        up; r=$?
        wait_in && return $r
        """;

    private string RestartUndo() => $$"""
        u=0
        if [ -e "$w/started" ]; then new_in || u=1; fi
        down
        old_in || u=1
        {{(_plan.Live.HasInterface ? "up || u=1" : ":")}}
        return $u
        """;

    private string ChangeHot()
    {
        var hot = _plan.Hot;
        string[] steps =
        [
            ": >\"$w/begun\"",
            .. hot.WireGuardCommands,
            .. Feed(hot.Peers, "peers", "wg addconf \"$n\" \"$w/peers\""),
            .. hot.ChangesKey ? ["sed -n 's/^PrivateKey = //p' \"$w/$n.conf\" >\"$w/key\"", "wg set \"$n\" private-key \"$w/key\"", "greet"] : Array.Empty<string>(),
            .. Feed(hot.Guard, "guard", "bash -e \"$w/guard\""),
            .. Feed(hot.Ip, "ip", "ip -batch \"$w/ip\""),
            .. hot.ChangesEthernet ? ["sh \"$w/$n.vwmesh\" up 9>&-"] : Array.Empty<string>(),
        ];
        return string.Join('\n', steps.Select(s => s.StartsWith("cat >", StringComparison.Ordinal) ? s : $"{s} </dev/null || return 1"));
    }

    // Everything is tried: what was not reached has nothing to be undone, and says so to nobody.
    private string ChangeHotUndo()
    {
        var hot = _plan.Hot;
        string[] steps =
        [
            "u=0",
            .. hot.ChangesWireGuard ? ["wg setconf \"$n\" \"$w/running\" || u=1"] : Array.Empty<string>(),
            .. Feed(hot.GuardUndo, "guard", "bash \"$w/guard\""),
            .. Feed(hot.IpUndo, "ip", "ip -force -batch \"$w/ip\""),
            .. hot.ChangesEthernet ? ["sh \"$prog\" up 9>&- </dev/null || u=1"] : Array.Empty<string>(),
            "return $u",
        ];
        return string.Join('\n', steps);
    }

    private string Write(string name, string content) =>
        $"cat >\"$w/{name}\" <<'{Mark("file")}' || fail \"{name} could not be written\"\n{content.TrimEnd('\n')}\n{Mark("file")}";

    private IEnumerable<string> Feed(string lines, string name, string command) =>
        lines.Length == 0 ? [] : [$"cat >\"$w/{name}\" <<'{Mark(name)}'\n{lines}{Mark(name)}", command];

    // No text that comes from outside can hold it.
    private string Mark(string name) => $"end-{name}-{mark}";

    private string Seconds => ((int)Math.Ceiling(confirmTimeout.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
