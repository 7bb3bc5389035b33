
guard_program=nft
guard_stands() {
    case $(nft list table inet "$table" 2>/dev/null) in *"iifname != \"$tunnel\" udp dport $port "*drop*"oifname != \"$tunnel\" udp dport $port "*drop*) users_stay_out "$1" ;; *) false ;; esac
}
raise_guard() {                # only the tunnel, and only the kernel, may use the VXLAN port
    nft -f - <<END && keep_users_out
table inet $table
delete table inet $table
table inet $table {
    chain input  { type filter hook input  priority raw; iifname != "$tunnel" udp dport $port @th,96,24 $vni drop; }
    chain output { type filter hook output priority raw; oifname != "$tunnel" udp dport $port @th,96,24 $vni drop; }
}
END
}
lower_guard() {
    nft delete table inet "$table" 2>/dev/null
    let_users_in
}
