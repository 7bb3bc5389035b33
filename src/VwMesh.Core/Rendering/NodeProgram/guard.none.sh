
guard_program=
guard_stands() { :; }
raise_guard()  { :; }
lower_guard()  { :; }
