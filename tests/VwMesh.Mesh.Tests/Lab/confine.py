"""Runs a command with about the rights that AppArmor's profile of Ubuntu gives wg-quick and its hooks.

Usage: python3 confine.py COMMAND [ARGUMENT...]

The kernel's Landlock does the work. What it cannot forbid (stat, for example) stays allowed, so a command that passes here may still fail
under AppArmor; a command that fails here fails there as well. The user-space WireGuard of the lab, which AppArmor does not know, is let through.
"""
import ctypes
import glob
import os
import sys

# linux/landlock.h, first version: file rights, and the numbers of the three system calls on all architectures.
RUN, CHANGE, SEE, ENTER = 1 << 0, 1 << 1, 1 << 2, 1 << 3
MAKE_AND_DELETE = sum(1 << bit for bit in range(4, 13))
HANDLED = RUN | CHANGE | SEE | ENTER | MAKE_AND_DELETE
ONE_FILE = RUN | CHANGE | SEE
NEW_RULESET, NEW_RULE, APPLY = 444, 445, 446
NO_NEW_PRIVILEGES = 38

MAY_RUN = "bash env ip mv nft readlink resolvectl rm sort stat sync sysctl cat wg wg-quick wireguard-go xtables-nft-multi".split()
MAY_READ = "/bin /dev /etc /lib /lib64 /proc /sbin /sys /usr /var/lib".split()
MAY_CHANGE = ["/etc/wireguard", "/run/wireguard"]

kernel = ctypes.CDLL(None, use_errno=True)


class Ruleset(ctypes.Structure):
    _fields_ = [("handled", ctypes.c_uint64)]


class Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("rights", ctypes.c_uint64), ("folder", ctypes.c_int32)]


def checked(result, what):
    if result < 0:
        raise SystemExit(f"confine.py: {what}: {os.strerror(ctypes.get_errno())}")
    return result


def main(command):
    ruleset = Ruleset(HANDLED)
    rules = checked(kernel.syscall(NEW_RULESET, ctypes.byref(ruleset), ctypes.sizeof(ruleset), 0), "this kernel has no Landlock")

    def allow(path, rights):
        if not os.path.exists(path):
            return
        rights &= HANDLED if os.path.isdir(path) else ONE_FILE
        opened = os.open(path, os.O_PATH)
        rule = Beneath(rights, opened)
        checked(kernel.syscall(NEW_RULE, rules, 1, ctypes.byref(rule), 0), path)
        os.close(opened)

    for folder in MAY_READ:
        allow(folder, SEE | ENTER)
    for folder in MAY_CHANGE:
        allow(folder, HANDLED & ~RUN)
    allow("/dev", SEE | ENTER | CHANGE)
    for name in MAY_RUN:
        for folder in ("/usr/bin", "/usr/sbin", "/bin", "/sbin"):
            allow(os.path.join(folder, name), RUN | SEE)
    for loader in glob.glob("/lib*/ld-linux*") + glob.glob("/lib*/*/ld-linux*"):
        allow(loader, RUN | SEE)

    checked(kernel.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0), "prctl")
    checked(kernel.syscall(APPLY, rules, 0), "the restriction")
    os.execvp(command[0], command)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    main(sys.argv[1:])
