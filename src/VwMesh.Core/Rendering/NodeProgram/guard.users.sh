
# A user of this host could send frames to the members in the kernel's place.
users_rule="to 169.254.0.0/16 ipproto udp dport $port uidrange 1-4294967294 prohibit"
users_stay_out() { case ${1-$(ip rule show pref "$pref")} in *" to 169.254.0.0/16 "*" dport $port "*prohibit*) ;; *) false ;; esac; }
keep_users_out() { users_stay_out || ip rule add pref "$pref" $users_rule; }
let_users_in()   { ! users_stay_out || ip rule delete pref "$pref" $users_rule; }
