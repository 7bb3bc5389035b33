guard_program=
guard_stands() { ! users_stay_out "$1"; }
raise_guard()  { let_users_in; }
lower_guard()  { let_users_in; }
