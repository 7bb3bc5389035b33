
guard_program=iptables
chain=vwmesh-$tunnel
mangle() { iptables -w -t mangle "$@"; }
guard_stands() {
    case $(mangle -S "$chain" 2>/dev/null) in *"-i $tunnel -j RETURN"*"-o $tunnel -j RETURN"*"--dport $port "*"-j DROP"*) ;; *) return 1 ;; esac
    mangle -C INPUT -p udp -j "$chain" 2>/dev/null && mangle -C OUTPUT -p udp -j "$chain" 2>/dev/null && users_stay_out "$1"
}
raise_guard() {                # only the tunnel, and only the kernel, may use the VXLAN port; the chain is replaced in one step
    iptables-restore -w --noflush <<END || return
*mangle
:$chain - [0:0]
-A $chain -i $tunnel -j RETURN
-A $chain -o $tunnel -j RETURN
-A $chain -p udp --dport $port -m u32 --u32 "0>>22&0x3C@12>>8=$vni" -j DROP
COMMIT
END
    for hook in INPUT OUTPUT; do
        mangle -C "$hook" -p udp -j "$chain" 2>/dev/null || mangle -I "$hook" -p udp -j "$chain" || return
    done
    keep_users_out
}
lower_guard() {
    for hook in INPUT OUTPUT; do mangle -D "$hook" -p udp -j "$chain" 2>/dev/null; done
    mangle -F "$chain" 2>/dev/null && mangle -X "$chain"
    let_users_in
}
