
# The rest is the same on every node.

program=/etc/wireguard/$tunnel.vwmesh
unit=vwmesh-$tunnel.service
key_file=/etc/wireguard/$tunnel.key
run=/run/vwmesh-$tunnel.$(readlink /proc/self/ns/net | tr -cd 0-9)    # several network namespaces may share /run
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin
export PATH LC_ALL=C
umask 077

log()     { echo "$*" >&2; [ -n "${INVOCATION_ID:-}" ] || logger -t "vwmesh-$tunnel" -- "$*" 2>/dev/null || :; }
fail()    { log "$*"; exit 1; }
has()     { command -v "$1" >/dev/null 2>&1; }
exists()  { [ -e "/proc/sys/net/ipv4/conf/$1" ]; }
# Each in a subshell, whose place the program takes.
state()   { exec ip -d address show dev "$ethernet" 2>/dev/null; }
entries() { exec bridge fdb show dev "$ethernet" 2>/dev/null; }
# The interface, the rule and the routes, by one program.
look() {
    exec ip -d -force -batch - 2>/dev/null <<END
address show dev $ethernet
rule show pref $pref
route show dev $tunnel
END
}
# By its VNI; or by its tunnel address, when the network had another VNI before.
is_ours() { case ${1-$(state)} in *" vxlan id $vni "* | *" vxlan id "*" local 169.254."*) ;; *) false ;; esac; }

# --- The Ethernet ---

up() {                         # make it, or put right what is not as it should be
    await_tunnel || { log "the interface $tunnel is not up with the address $local"; return 1; }
    mkdir -p "$run" || return
    now=$(state)
    case $now in
        *" vxlan id $vni local $local "*" dstport $port "*) settle && settle_subnets; return ;;
    esac
    if is_ours "$now"; then
        ip link delete dev "$ethernet" || return
    elif [ -n "$now" ]; then
        log "$ethernet exists and is not the VXLAN of this network; it is left alone"
        return 1
    fi
    create && settle && bring_up && settle_subnets && check_host && post_up && map_port
}

await_tunnel() {               # it exists before wg-quick has given it its address
    tries=0
    until ip -4 address show dev "$tunnel" up 2>/dev/null | grep -q "inet $local/"; do
        [ "$tries" -lt 100 ] && exists "$tunnel" || return
        tries=$((tries + 1))
        sleep 0.1
    done
}

create() {
    rm -f "$run/addresses"
    raise_guard &&
    ip link add "$ethernet" address "$mac" mtu "$mtu" type vxlan id "$vni" local "$local" dstport "$port" ttl "$ttl" nolearning noudpcsum || { name_obstacle " vxlan id $vni "; return 1; }
    # Nothing on the Ethernet may tell this host where to send its packets.
    for family in ipv4 ipv6; do
        switch "$family" "$ethernet" accept_redirects 0
        switch "$family" "$tunnel" accept_redirects 0
    done
    switch ipv4 "$ethernet" send_redirects 0
    switch ipv6 "$ethernet" accept_ra 0
    switch ipv6 "$ethernet" autoconf 0
    switch ipv6 "$ethernet" keep_addr_on_down 1
    switch ipv4 "$tunnel" rp_filter 2          # strict, it would allow one network of several
    case $addresses in *:*) switch ipv6 "$ethernet" disable_ipv6 0 ;; esac
}

bring_up() { ip link set dev "$ethernet" up || { name_obstacle; return 1; }; }

name_obstacle() {              # the VXLAN interface that has the UDP port, and the VNI if one is given; or the process
    other=$(ip -d -o link show type vxlan 2>/dev/null | awk -v own="$ethernet" -v port=" dstport $port " -v vni="${1:-}" '
        { sub(/[:@].*/, "", $2) } $2 != own && index($0, port) && (vni == "" || index($0, vni)) { print $2; exit }')
    if [ -n "$other" ]; then
        log "the VXLAN interface $other has UDP port $port${1:+ and VNI $vni}: Set-VwNetwork -VxlanPort gives this network another port"
        return
    fi
    process=$(ss -Hulnp "sport = :$port" 2>/dev/null | grep -o '"[^"]*",pid=[0-9]*' | tr -d '"' | head -n 1)
    [ -z "$process" ] || log "the process $process has UDP port $port: stop it, or Set-VwNetwork -VxlanPort gives this network another port"
}

switch() {                     # a container may not write below /proc/sys, and need not where the value is right
    key=/proc/sys/net/$1/conf/$2/$3
    [ ! -e "$key" ] || [ "$(cat "$key")" = "$4" ] || echo "$4" 2>/dev/null >"$key" || log "cannot write $4 to $key"
}

settle() { settle_link && settle_host && settle_routes && settle_members; }

settle_link() {                # the MTU, the TTL, the MAC address, the addresses, the guard
    now=$(look)
    given=
    [ ! -e "$run/addresses" ] || read -r given <"$run/addresses"
    case $now in
        *" mtu $mtu "*) ;;
        *) ip link set dev "$ethernet" mtu "$mtu" || return ;;
    esac
    case $now in
        *" ttl $ttl "*) ;;
        *) ip link set dev "$ethernet" type vxlan ttl "$ttl" || return ;;
    esac
    case $now in
        *" link/ether $mac "*) ;;
        *) change_mac || return ;;
    esac
    for address in $addresses; do
        case $now in *" $address "*) continue ;; esac
        case $address in
            *:*) ip address replace "$address" dev "$ethernet" nodad ;;
            *) ip address replace "$address" dev "$ethernet" ;;
        esac || return
        case " $given " in *" $address "*) log "$ethernet had lost $address" ;; esac
    done
    for address in $given; do
        case " $addresses " in *" $address "*) ;; *) ip address delete "$address" dev "$ethernet" 2>/dev/null ;; esac
    done
    [ "$given" = "$addresses" ] || echo "$addresses" >"$run/addresses"
    settle_guard "$now"
}

settle_guard() {               # STATE, in which the rule is
    guard_stands "$1" || { log "the guard of the VXLAN port is not as it should be; it is made again"; raise_guard; }
}

settle_host() {
    settle_relay || log "this node cannot forward for others"
    settle_firewall
}

change_mac() {                 # and announce it several times, because the neighbour caches of the members have the old address
    switch ipv4 "$ethernet" arp_notify 1
    switch ipv6 "$ethernet" ndisc_notify 1
    ip link set dev "$ethernet" address "$mac" || return
    for again in 1 2 3; do sleep 1; ip link set dev "$ethernet" address "$mac"; done </dev/null >/dev/null 2>&1 &
}

settle_routes() {              # even a loose reverse path filter wants a route to where packets come from
    route_to_these_alone wanted_routes
}

wanted_routes() { if [ -n "$range" ]; then echo "- $range"; else members; fi; }

route_to_these_alone() {       # FUNCTION, which writes a line for each
    { "$1"; echo; ip -4 route show dev "$tunnel" 2>/dev/null; } | awk -v end="dev $tunnel scope link metric $metric" -v metric="$metric" '
        NF == 0 { running = 1; next }
        !running { want[$2]; next }
        $0 ~ (" metric " metric "( |$)") { if ($1 in want) delete want[$1]; else print "route delete " $1, end }
        END { for (to in want) print "route replace " to, end }' | batch ip
}

batch() {                      # PROGRAM, its options: runs the commands of the input, if there are any
    ! read -r first || { echo "$first"; cat; } | "$@" -batch -
}

settle_members() {             # each member gets the frames for its MAC address, and everybody those for all
    { members; echo; entries; } | awk -v dev="$ethernet" -v via="$tunnel" '
        NF == 0 { running = 1; next }
        !running { want[$1 " " $2]; want["00:00:00:00:00:00 " $2]; next }
        { to = over = ""; for (i = 2; i < NF; i++) { if ($i == "dst") to = $(i + 1); if ($i == "via") over = $(i + 1) } }
        over != via { next }
        ($1 " " to) in want { delete want[$1 " " to]; next }
        { print "fdb delete", $1, "dev", dev, "dst", to, "via", via }
        END { for (key in want) { split(key, part, " "); print "fdb append", part[1], "dev", dev, "dst", part[2], "via", via } }' | batch bridge
}

settle_subnets() {             # routes to the networks behind the members; without -force, a refused one would end the batch
    { subnets; echo; ip -4 route show dev "$ethernet" 2>/dev/null; ip -6 route show dev "$ethernet" 2>/dev/null; } | awk -v dev="$ethernet" -v metric="$metric" '
        NF == 0 { running = 1; next }
        !running { to = $1; sub(to ~ /:/ ? "/128$" : "/32$", "", to); want[to " via " $2]; next }
        $0 !~ (" metric " metric "( |$)") { next }
        ($1 " via " $3) in want { delete want[$1 " via " $3]; next }
        { print "route delete", $1, "via", $3, "dev", dev, "metric", metric }
        END { for (route in want) print "route replace", route, "dev", dev, "metric", metric, "onlink" }' | batch ip -force || :
}

check_host() {                 # whether it forwards and what its firewall drops is its administrator's to say
    [ "$(firewall)" = open ] || log "this host's firewall drops the packets of $ethernet; let UDP port $port in from $tunnel, or use Set-VwNetwork -OpenFirewall"
    for subnet in $behind; do
        case $subnet in *:*) key=/proc/sys/net/ipv6/conf/all/forwarding ;; *) key=/proc/sys/net/ipv4/ip_forward ;; esac
        [ "$(cat "$key" 2>/dev/null)" = 1 ] || log "this host does not forward packets to $subnet: $key is not 1"
    done
}

# --- The relay: the Ethernet's packets between nodes without a tunnel ---

settle_relay() {
    if [ -z "${relay:-}" ]; then
        [ ! -e "$run/relay" ] || lower_relay
        return 0
    fi
    if ! relay_stands; then
        [ ! -e "$run/relay" ] || log "the relay is not as it should be; it is made again"
        raise_relay || return
    fi
    admit FORWARD
}

relay_stands() {
    forwards || return
    case $(nft list table ip "$table" 2>/dev/null) in *notrack*"udp dport $port "*"ip saddr set $local accept"*drop*redirect*drop*) ;; *) false ;; esac
}

forwards() { [ "$(cat "/proc/sys/net/ipv4/conf/$tunnel/forwarding")" = 1 ]; }

raise_relay() {                # each packet gets this node's address as sender: the next node takes that one from this peer, and no other
    nft -f - <<END || return
table ip $table
delete table ip $table
table ip $table {
    chain untracked { type filter hook prerouting priority raw; iifname "$tunnel" udp dport $port fib daddr type != local notrack; }
    chain forward   { type filter hook forward priority mangle; iifname "$tunnel" oifname "$tunnel" udp dport $port @th,96,24 $vni ip saddr set $local accept; iifname "$tunnel" drop; }
    chain redirects { type filter hook output priority filter; oifname "$tunnel" icmp type redirect drop; }
}
END
    [ -e "$run/relay" ] || cat "/proc/sys/net/ipv4/conf/$tunnel/forwarding" >"$run/relay"
    switch ipv4 "$tunnel" send_redirects 0
    switch ipv4 "$tunnel" forwarding 1
    forwards
}

lower_relay() {
    nft delete table ip "$table" 2>/dev/null
    dismiss FORWARD
    ! exists "$tunnel" || switch ipv4 "$tunnel" forwarding "$(cat "$run/relay" 2>/dev/null || echo 0)"
    rm -f "$run/relay"
}

# --- The host's own firewall, which may drop unknown packets: CHAIN is FORWARD for a relay, and INPUT ---

settle_firewall() {
    if [ -n "${firewall:-}" ]; then
        admit INPUT || [ -e "$run/firewall" ] || log "the firewall of this host refuses a rule"
        : >"$run/firewall"
    elif [ -e "$run/firewall" ]; then
        dismiss INPUT
        rm -f "$run/firewall"
    fi
}

admit() {                      # CHAIN
    if has iptables && iptables -w -S "$1" 2>/dev/null | grep -qvx -e "-P $1 ACCEPT"; then
        iptables -w -C "$1" $(admitted "$1") 2>/dev/null || iptables -w -I "$1" $(admitted "$1") || return
    fi
    host_chains "$1" | while read -r family its chain; do
        case $(nft list chain "$family" "$its" "$chain") in
            *"comment \"$table\""*) ;;
            *drop* | *reject* | *jump* | *goto*)
                nft insert rule "$family" "$its" "$chain" iifname "\"$tunnel\"" $([ "$1" = INPUT ] || echo "oifname \"$tunnel\"") udp dport "$port" accept comment "\"$table\"" ;;
        esac
    done
}

dismiss() {                    # CHAIN
    if has iptables && iptables -w -S "$1" 2>/dev/null | grep -qF "$table"; then iptables -w -D "$1" $(admitted "$1"); fi
    host_chains "$1" | while read -r family its chain; do
        nft -a list chain "$family" "$its" "$chain" | awk -v mark="comment \"$table\"" 'index($0, mark) { print $NF }' | while read -r handle; do
            nft delete rule "$family" "$its" "$chain" handle "$handle"
        done
    done
}

admitted() { echo "-i $tunnel $([ "$1" = INPUT ] || echo "-o $tunnel") -p udp --dport $port -m comment --comment $table -j ACCEPT"; }

host_chains() {                # CHAIN: family, table and name of each; iptables has its own way to its chain
    nft list chains 2>/dev/null | awk -v chain="$1" -v iptables="$(command -v iptables)" '
        $1 == "table" { family = $2; name = $3 }
        $1 == "chain" { own = $2 }
        index($0, " hook " tolower(chain) " ") && (family == "ip" || family == "inet") && name !~ /^vwmesh-/ && !(iptables != "" && family == "ip" && name == "filter" && own == chain) { print family, name, own }'
}

firewall() {                   # closed: something drops all that no rule names, and no rule names the tunnel or the port
    rules=$(has iptables && iptables -w -S 2>/dev/null)
    chains=$(host_chains INPUT)
    case $({ echo "$rules"; list_each table "$chains"; } | grep -v -e '^-A FORWARD ' -e 'oifname') in
        *" $tunnel "* | *"\"$tunnel\""* | *"dport $port "*) echo open; return ;;
    esac
    if { echo "$rules"; list_each chain "$chains"; } | grep -qE -e '^-P INPUT DROP' -e '^-A INPUT -j (DROP|REJECT)' -e 'policy drop;' -e '^[[:space:]]*(counter [^-]*)?(drop|reject.*)$'
    then echo closed; else echo open; fi
}

list_each() {                  # table or chain, and the chains of the host
    echo "$2" | while read -r family its chain; do
        [ -z "$its" ] || nft list "$1" "$family" "$its" $([ "$1" = table ] || echo "$chain")
    done 2>/dev/null
}

hook() {                       # the user's command, as wg-quick would run it
    echo "[#] $1" >&2
    bash -c "set -e -o pipefail; $1" </dev/null || { status=$?; log "this command of the node's hooks ended with status $status: $1"; return "$status"; }
}

clear() {                      # whatever of it is there
    if is_ours; then
        pre_down
        unmap_port
        ip link delete dev "$ethernet"
    fi
    lower_guard
    if [ -n "${relay:-}" ] || [ -e "$run/relay" ]; then lower_relay; fi
    if [ -e "$run/firewall" ]; then dismiss INPUT; fi
    ! exists "$tunnel" || route_to_these_alone :
    rm -rf "$run"
}

# --- The keeper: the Ethernet is there and whole as long as the tunnel is ---

keep() {
    mkdir -p "$run"
    claim || fail "another process keeps $ethernet already"
    trap 'clear; exit 0' TERM INT
    # While a keeper begins again it has no traps. URG ends no process, and HUP would.
    trap 'begin_again' URG HUP
    up || { clear; exit 1; }
    : >"$run/begun"
    is_small=$(members | awk 'END { if (NR <= 100) print "yes" }')
    some_names=$([ -z "$(names)" ] || echo yes)
    some_subnets=$([ -z "$(subnets)" ] || echo yes)
    round=0
    while exists "$tunnel" && [ -e "$run/begun" ]; do
        if ! in_change; then
            if [ "$program" -nt "$run/begun" ]; then begin_again; fi
            if ! exists "$ethernet"; then
                log "$ethernet was gone"
                up
            else
                keep_whole
            fi
            watch_relays
            if [ $((round % 3)) = 0 ]; then watch_spokes_in_background; fi
            if [ -n "$some_names" ] && [ $((round % 5)) = 0 ]; then resolve_in_background; fi
            round=$((round + 1))
        fi
        pause
    done
    clear
}

keep_whole() {                 # a look that is as it was when nothing had to be put right needs no more than that
    # In a large mesh, where each look takes longer, the guard alone is looked at in each round.
    if [ -z "$is_small" ] && [ -n "${well:-}" ] && [ $((round % 2)) = 0 ]; then
        settle_guard "$well"
        return
    fi
    seen=$(look)
    if [ "$seen" = "${well:-}" ]; then
        settle_guard "$seen"
    elif settle_link && settle_routes && [ "$(look)" = "$seen" ]; then
        well=$seen
    fi
    if [ -n "$is_small" ] || [ $((round % 8)) = 7 ]; then
        seen=$(entries)
        if [ "$seen" != "${well_entries:-}" ] && settle_members && [ "$(entries)" = "$seen" ]; then well_entries=$seen; fi
    fi
    if [ $((round % 2)) = 1 ]; then settle_host; fi
    if [ -n "$some_subnets" ] && [ $((round % 8)) = 7 ]; then settle_subnets; fi
}

pause() {                      # for ten minutes after a deployment, look at the peers that change their keys several times a second
    steps=0
    while has previous_keys && ! in_change && [ "$steps" -lt 20 ]; do
        watch_keys
        [ "$round" -lt 150 ] || break
        steps=$((steps + 1))
        sleep 0.2 &
        wait $!
    done
    [ "$steps" = 20 ] || { sleep 4.2 & wait $!; }
}

# --- Peers that change their keys: the prefixes go to the key that shook hands last ---

watch_keys() {
    { previous_keys; echo; wg show "$tunnel" latest-handshakes; echo; wg show "$tunnel" allowed-ips; } | awk '
        NF == 0 { part++; next }
        part == 0 { new[$1] = $2; name[$1] = $3; next }
        part == 1 { last[$1] = $2; next }
        { key = $1; sub(/^[^\t ]+[\t ]+/, ""); gsub(/ /, ","); if ($0 != "(none)") held[key] = $0 }
        END {
            for (old in new) {
                key = new[old]
                if (!(old in last) || !(key in last)) continue
                if (last[key] > 0 && last[key] >= last[old]) { if (held[old] != "") print key, (held[key] == "" ? "" : held[key] ",") held[old], "its new key", name[old] }
                else if (last[old] > 0 && held[key] != "") print old, (held[old] == "" ? "" : held[old] ",") held[key], "its previous key", name[old]
            }
        }' | while read -r key allowed its which word peer; do
            wg set "$tunnel" peer "$key" allowed-ips "$allowed" && log "$peer has $its $which $word"
        done
}

# --- The relays: when one does not answer, the next one carries its range ---

watch_relays() {
    [ -n "${relayed:-}" ] && has ping || return 0
    holder=$(wg show "$tunnel" allowed-ips | awk -v range="$relayed" '{ for (i = 2; i <= NF; i++) if ($i == range) print $1 }')
    was=$(relays | awk -v holder="$holder" '$1 == holder { print $4 }')
    [ -n "$was" ] || return 0
    if ! answers "$holder"; then
        steady=0
        relays | while read -r key address allowed relay; do
            if [ "$key" != "$holder" ] && answers "$key"; then carry "$was does not answer"; break; fi
        done
    elif [ "$holder" != "$(relays | awk 'NR == 1 { print $1 }')" ]; then
        # The first one gets the range back when it has answered for half a minute.
        if relays | { read -r key address rest; answers_at_once "$address"; }; then steady=$((${steady:-0} + 1)); else steady=0; fi
        if [ "$steady" -ge 8 ]; then
            steady=0
            relays | { read -r key address allowed relay; carry "it answers again"; }
        fi
    fi
}

answers() {                    # KEY: of four packets one comes back
    relays | while read -r key address rest; do
        [ "$key" != "$1" ] || { answers_at_once "$address" || ping -c 3 -W 1 -q "$address" >/dev/null 2>&1; exit; }
    done
}

answers_at_once() { ping -c 1 -W 1 -q "$1" >/dev/null 2>&1; }

carry() {                      # REASON: the relay of the line at hand gets the range, and the one before loses it
    wg set "$tunnel" peer "$key" allowed-ips "$allowed,$relayed" && log "$relay carries $relayed now, because $1"
}

# --- The spokes of a relay: while one does not answer, another relay carries its addresses ---

watch_spokes_in_background() {
    has detours && has ping || return 0
    [ -z "${spokes:-}" ] || ! kill -0 "$spokes" 2>/dev/null || return 0
    watch_spokes &
    spokes=$!
}

watch_spokes() {               # silent: it was sent something since the last look, and sent nothing
    wg show "$tunnel" transfer >"$run/transfer.new" || return
    { detours; echo; wg show "$tunnel" allowed-ips; echo; cat "$run/transfer" 2>/dev/null; echo; cat "$run/transfer.new"; } | awk '
        NF == 0 { part++; next }
        part == 0 { line[$1] = $0; addresses[$1] = $2; over[$1] = $3; next }
        part == 1 { for (i = 2; i <= NF; i++) holds[$1 " " $i]; next }
        part == 2 { was_in[$1] = $2; was_out[$1] = $3; next }
        $1 in line && $1 in was_in {
            split(addresses[$1], address, ",")
            if ((over[$1] " " address[1]) in holds) { if ($2 > was_in[$1]) print "back", line[$1] }
            else if ($2 == was_in[$1] && $3 > was_out[$1]) print "silent", line[$1]
        }' | while read -r what key addresses over spoke relay; do
            first=${addresses%%,*}
            if [ "$what" = back ]; then
                give "$key" "$addresses" && log "$spoke answers again"
            elif ! ping -c 3 -W 1 -q "${first%/*}" >/dev/null 2>&1; then
                give "$over" "$addresses" && log "$spoke does not answer; $relay is tried"
            fi
        done
    mv -f "$run/transfer.new" "$run/transfer"
}

give() {                       # KEY, PREFIXES: the peer gets them beside its own, and the peer that had them loses them
    own=$(wg show "$tunnel" allowed-ips | awk -v key="$1" '$1 == key { for (i = 2; i <= NF; i++) if ($i != "(none)") printf "%s,", $i }')
    wg set "$tunnel" peer "$1" allowed-ips "$own$2"
}

claim() {                      # one keeper for each network
    tries=0
    until (set -C; echo $$ >"$run/keeper") 2>/dev/null; do
        ! other_keeper && [ "$tries" -lt 9 ] || return
        [ "$keeper" != $$ ] || return 0
        rm -f "$run/keeper"
        tries=$((tries + 1))
    done
}

begin_again() {                # by a new file
    if ! in_change && [ -e "$program" ] && /bin/sh -n "$program"; then exec /bin/sh "$program" keep; fi
}

in_change() {                  # a deployment that is not confirmed may still be undone; one that is changes the files
    for pending in "/run/vwmesh/$tunnel"/pending-* "/run/vwmesh/$tunnel"/confirmed-*; do [ ! -e "$pending" ] || return 0; done
    false
}

other_keeper() {
    keeper=$(cat "$run/keeper" 2>/dev/null)
    [ -n "$keeper" ] && [ "$keeper" != $$ ] && { is_keeper || { kill -0 "$keeper" 2>/dev/null && sleep 0.2 && is_keeper; }; }
}

is_keeper() {                  # a keeper that begins again by a new file has no command line for a moment
    tr '\0' ' ' 2>/dev/null <"/proc/$keeper/cmdline" | grep -qF "$tunnel.vwmesh keep"
}

resolve_in_background() {      # a resolver that does not answer keeps nobody waiting
    [ -z "${resolver:-}" ] || ! kill -0 "$resolver" 2>/dev/null || return
    resolve &
    resolver=$!
}

resolve() {                    # give each silent peer the next address of its name, and each peer that has a new name
    { names; echo; wg show "$tunnel" latest-handshakes; echo; wg show "$tunnel" endpoints; echo; cat "$run/named" 2>/dev/null; } | awk -v now="$(date +%s)" '
        NF == 0 { part++; next }
        part == 0 { order[++count] = $1; line[$1] = $0; next }
        part == 1 { age[$1] = now - $2; next }
        part == 2 { sub(/:[0-9]+$/, "", $2); gsub(/[][]/, "", $2); current[$1] = $2; next }
        { named[$0] }
        END { for (i = 1; i <= count; i++) { key = order[i]; if (key in age && (age[key] > 135 || !(line[key] in named))) print line[key], current[key] } }' |
    while read -r key host service peer current; do
        next=$(usable_addresses "$host" | awk -v c="$current" 'NR == 1 { first = $0 } take { next_one = $0; exit } $0 == c { take = 1 } END { print next_one != "" ? next_one : first }')
        case $next in
            "") grep -qxF "$host" "$run/unresolved" 2>/dev/null || { log "$host, the endpoint of $peer, has no usable address"; echo "$host" >>"$run/unresolved"; } ;;
            "$current") ;;
            *:*) wg set "$tunnel" peer "$key" endpoint "[$next]:$service" && log "$peer is tried at [$next]:$service" ;;
            *) wg set "$tunnel" peer "$key" endpoint "$next:$service" && log "$peer is tried at $next:$service" ;;
        esac
    done
    names >"$run/named"
}

usable_addresses() {           # of a name: no address of this host's own, and none inside the mesh
    timeout 20 getent ahosts "$1" 2>/dev/null | awk '!seen[$1]++ && $1 ~ /^[0-9a-fA-F:.]+$/ { print $1 }' | while read -r address; do
        case $address in 0.* | 127.* | 169.254.* | ::* | fe80:*) continue ;; esac
        case $(ip route get "$address" 2>/dev/null) in *" dev $tunnel "* | *" dev $ethernet "*) ;; *) echo "$address" ;; esac
    done
}

# --- The verbs ---

start() {                      # from wg-quick's hook; under systemd, the unit does it
    ! by_unit || return 0
    # SELinux lets wg-quick make nothing below /run, and may hide the unit from it.
    if [ -d /run/systemd/system ] && ! mkdir -p "$run" 2>/dev/null; then exit 126; fi
    trap 'clear; exit 1' TERM INT
    up || { clear; exit 1; }
    other_keeper || launch
}

launch() {
    if by_unit; then systemctl start "$unit"; else INVOCATION_ID='' setsid /bin/sh "$program" keep </dev/null >/dev/null 2>&1 & fi
}

by_unit() { [ -d /run/systemd/system ] && [ -S /run/udev/control ] && systemctl -q is-enabled "$unit" 2>/dev/null; }

sync() {
    settle_key
    up || exit
    if other_keeper; then kill -URG "$keeper"; return; fi
    launch
    tries=0
    until other_keeper || [ "$tries" -ge 50 ]; do
        tries=$((tries + 1))
        sleep 0.1
    done
}

down() {                       # the keeper does it, because it would restore what others remove
    if ! other_keeper; then clear; return; fi
    kill "$keeper"
    tries=0
    while other_keeper && [ "$tries" -lt 100 ]; do
        tries=$((tries + 1))
        sleep 0.1
    done
    ! other_keeper || { kill -KILL "$keeper"; clear; }
}

install() {
    here=$(cd "$(dirname "$0")" && pwd) || exit
    [ "$(id -u)" = 0 ] || fail "only root can install a network: sudo sh $0 install"
    lacking=
    ip -V 2>/dev/null | grep -q iproute2 || lacking=', ip of iproute2'
    for command in wg wg-quick bash bridge awk setsid $guard_program ${relay:+nft}; do has "$command" || lacking="$lacking, $command"; done
    [ -z "$lacking" ] || fail "this host lacks${lacking#,}; wireguard-tools, iproute2 and the firewall's package bring them"
    [ -e "$here/$tunnel.conf" ] || fail "$here has no $tunnel.conf"
    ! exists "$ethernet" || is_ours || fail "$ethernet exists and is not the VXLAN of this network; nothing was changed"
    ! exists "$tunnel" || wg show "$tunnel" >/dev/null 2>&1 || fail "$tunnel exists and is not a WireGuard interface; nothing was changed"
    for file in "/etc/wireguard/$tunnel.conf" "$program"; do
        [ ! -L "$file" ] || fail "$file is a link; what manages it must bring the new file. Nothing was changed"
    done
    [ -z "${public_key:-}" ] || require_key
    stop_network || fail "$tunnel does not stop; nothing was changed"
    mkdir -p /etc/wireguard
    put_tunnel && put "${0##*/}" "$program" 700 || exit
    key_file=/etc/wireguard/$tunnel.key
    settle_key
    if [ -d /run/systemd/system ]; then
        put "$unit" "/etc/systemd/system/$unit" 644 && systemctl daemon-reload && systemctl -q enable "$unit" "wg-quick@$tunnel" || exit
        systemctl start "wg-quick@$tunnel" || exit
    else
        wg-quick up "$tunnel" || exit
        if has_openrc; then
            ln -sf wg-quick "/etc/init.d/wg-quick.$tunnel" && rc-update -q add "wg-quick.$tunnel" default || exit
        else
            log "nothing starts $tunnel at boot: let this host run 'wg-quick up $tunnel' then"
        fi
    fi
    tries=0
    until [ -e "$run/begun" ]; do
        [ "$tries" -lt 50 ] || fail "$tunnel is up, and $ethernet is not: where wg-quick may run no other program, and systemd does not start $unit, run 'sh $program keep'"
        tries=$((tries + 1))
        sleep 0.2
    done
    echo "$ethernet is up: $addresses"
}

has_openrc() { [ -d /run/openrc ] && has rc-update && [ -e /etc/init.d/wg-quick ]; }

require_key() {                # the private key stays on this host
    [ -f "$key_file" ] || fail "$key_file is missing: 'wg genkey' makes a key, and the file of the network needs its public half. Nothing was changed"
    half=$(wg pubkey 2>/dev/null <"$key_file") || fail "$key_file is not one private key, as 'wg genkey' writes it. Nothing was changed"
    if [ "$half" != "$public_key" ] && is_next_key; then key_file=$key_file.next; return; fi
    [ "$half" = "$public_key" ] || fail "$key_file is not the key of this node, it is another key: its public half is $half, and the network has $public_key. Nothing was changed"
}

is_next_key() { [ -f "$key_file.next" ] && [ "$(wg pubkey 2>/dev/null <"$key_file.next")" = "$public_key" ]; }

settle_key() {                 # the next key of this host becomes its key when the configuration has it
    [ -z "${public_key:-}" ] || ! is_next_key || mv -f "$key_file.next" "$key_file"
}

fill_in() {                    # FILE, NEW: the key goes from file to file, and never into the arguments of a program
    chmod 600 "$key_file" &&
        awk 'NR == FNR { if (NF) key = $1; next } /^PrivateKey = / { print "PrivateKey = " key; next } { print }' "$key_file" "$1" >"$2"
}

put_tunnel() {
    [ -n "${public_key:-}" ] || { put "$tunnel.conf" "/etc/wireguard/$tunnel.conf" 600; return; }
    fill_in "$here/$tunnel.conf" "/etc/wireguard/$tunnel.conf.new" &&
        chmod 600 "/etc/wireguard/$tunnel.conf.new" && mv -f "/etc/wireguard/$tunnel.conf.new" "/etc/wireguard/$tunnel.conf"
}

put() {                        # FILE of this folder, where it goes, its mode
    [ ! "$here/$1" -ef "$2" ] || { chmod "$3" "$2"; return; }
    cp "$here/$1" "$2.new" && chmod "$3" "$2.new" && mv -f "$2.new" "$2"
}

stop_network() {
    if [ -d /run/systemd/system ] && systemctl -q is-active "wg-quick@$tunnel"; then
        systemctl stop "wg-quick@$tunnel"
    elif exists "$tunnel"; then
        wg-quick down "$tunnel"
    fi || return
    down
}

remove() {
    [ "$(id -u)" = 0 ] || fail "only root can remove a network: sudo sh $0 remove"
    stop_network || fail "$tunnel does not stop; nothing was removed"
    if [ -d /run/systemd/system ]; then
        systemctl -q disable "wg-quick@$tunnel" "$unit" 2>/dev/null
        rm -f "/etc/systemd/system/$unit"
        systemctl daemon-reload
    elif has_openrc; then
        rc-update -q -a delete "wg-quick.$tunnel" 2>/dev/null
        rm -f "/etc/init.d/wg-quick.$tunnel"
    fi
    rm -f "/etc/wireguard/$tunnel.conf" "$program"
}

case ${1:-} in
    up | start | keep | sync | down | firewall | install | remove) "$1" ;;
    fill_in) require_key; fill_in "$2" "$3" ;;
    *) sed -n '2,/^$/s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
