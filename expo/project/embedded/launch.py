"""Become another program: follow the parent's death, step down from root, then exec.

Run by path, before anything is imported: `launch.py PARENT SIGNAL UID:GID:REACH|- COMMAND…`.
"""

import ctypes
import os
import sys

SET_DEATH_SIGNAL, KEEP_CAPABILITIES, AMBIENT, RAISE = 1, 8, 47, 2
PASS_FOLDERS = 1  # CAP_DAC_OVERRIDE
CAPABILITY_VERSION_3 = 0x20080522


def step_down(uid: int, gid: int, *, reach: bool) -> None:
    """Give up root for good; with `reach`, keep the one right to enter folders closed to others."""
    if reach:
        prctl(KEEP_CAPABILITIES, 1)
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)
    if reach:
        keep(1 << PASS_FOLDERS)
        prctl(AMBIENT, RAISE, PASS_FOLDERS)


def keep(capabilities: int) -> None:
    """Reduce this process to the given capabilities and let its children inherit them."""
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)(capabilities, capabilities, capabilities, 0, 0, 0)
    if ctypes.CDLL(None, use_errno=True).capset(header, sets):
        raise OSError(ctypes.get_errno(), "capset")


def prctl(option: int, *values: int) -> None:
    arguments = [ctypes.c_ulong(value) for value in (*values, 0, 0, 0, 0)[:4]]
    if ctypes.CDLL(None, use_errno=True).prctl(option, *arguments):
        raise OSError(ctypes.get_errno(), "prctl")


def follow(parent: int, number: int) -> None:
    """Get signal `number` when the parent dies (Linux), or leave now when it is dead already."""
    if number and sys.platform == "linux":
        prctl(SET_DEATH_SIGNAL, number)
    if number and os.getppid() != parent:
        sys.exit(1)


def main(parent: str, number: str, user: str, *command: str) -> None:
    if user != "-":
        uid, gid, reach = map(int, user.split(":"))
        step_down(uid, gid, reach=bool(reach))
    follow(int(parent), int(number))  # after stepping down, which forgets it
    os.execvp(command[0], command)


if __name__ == "__main__":
    main(*sys.argv[1:])
