"""Processes we start: known for certain, started apart from the terminal, ended in good time.

A process id alone may belong to somebody else by tomorrow, so a process is known by its id and its
birth. Every process starts in a session of its own (Ctrl-C reaches only the parent) through
`launch.py`, and carries the folder it works for in its environment.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MARK = "EXPO_ENGINES_OF"
LAUNCHER = Path(__file__).with_name("launch.py")
PROC = Path("/proc")
HAS_PROC = (PROC / "self/stat").exists()
TICK = 0.02  # seconds between two looks at a process


@dataclass(frozen=True, slots=True)
class Identity:
    """A process that cannot be mistaken for a later one with the same id."""

    pid: int
    birth: str

    @classmethod
    def of(cls, pid: int) -> "Identity":
        return cls(pid, birth_of(pid) or "")

    def is_alive(self) -> bool:
        return bool(self.birth) and birth_of(self.pid) == self.birth


@dataclass(frozen=True, slots=True)
class User:
    """Whom an engine runs as when we are root; `reach` lets it enter folders closed to it."""

    uid: int
    gid: int
    reach: bool = False


def birth_of(pid: int) -> str | None:
    """When the process `pid` began, in the system's words; None for no process or a zombie."""
    return _birth_by_proc(pid) if HAS_PROC else _birth_by_ps(pid)


def _birth_by_proc(pid: int) -> str | None:
    try:
        stat = (PROC / str(pid) / "stat").read_text()
    except OSError:
        return None
    state, *rest = stat.rpartition(")")[2].split()
    return None if state in "ZX" else f"{_boot()}-{rest[18]}"


def _boot() -> str:
    with suppress(OSError):
        return (PROC / "sys/kernel/random/boot_id").read_text()[:8]
    return "boot"


def _birth_by_ps(pid: int) -> str | None:
    state, _, born = _ps("state=,lstart=", pid).partition(" ")
    return born.strip() or None if state and not state.startswith("Z") else None


def command_of(pid: int) -> str:
    """The command line of the process `pid`, words apart by spaces; empty when there is none."""
    if not HAS_PROC:
        return _ps("args=", pid)
    try:
        return (
            (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        )
    except OSError:
        return ""


def _ps(columns: str, pid: int) -> str:
    answer = subprocess.run(
        ["ps", "-o", columns, "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return answer.stdout.strip()


def launched(command: list[str], *, user: User | None = None, follow: int = 0) -> list[str]:
    """The command wrapped in the launcher; `follow` is the signal it gets when its parent dies."""
    who = f"{user.uid}:{user.gid}:{int(user.reach)}" if user else "-"
    return [sys.executable, "-ISE", str(LAUNCHER), str(os.getpid()), str(follow), who, *command]


def spawn(
    command: list[str],
    *,
    var: Path,
    log: Path,
    user: User | None = None,
    follow: signal.Signals = signal.SIGTERM,
) -> "subprocess.Popen[bytes]":
    """Start a process in a session of its own, writing to `log`, that follows our death."""
    with log.open("ab") as lines:
        return subprocess.Popen(
            launched(command, user=user, follow=follow),
            stdin=subprocess.DEVNULL,
            stdout=lines,
            stderr=subprocess.STDOUT,
            env={**os.environ, MARK: str(var)},
            start_new_session=True,
        )


def wait_until(is_so: Callable[[], bool], seconds: float) -> bool:
    """Whether it became so in time."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(TICK)
    return True


def send(pid: int, number: int, *, group: bool = False) -> None:
    """Send a signal to a process (or its whole group); one that has gone already is fine."""
    with suppress(ProcessLookupError, PermissionError):
        (os.killpg if group else os.kill)(pid, number)


def strays(var: Path) -> Iterator[Identity]:
    """Living processes, not this one, that were started for this folder (where /proc tells)."""
    mark = f"{MARK}={var}".encode()
    for entry in PROC.iterdir() if HAS_PROC else ():
        if entry.name.isdigit() and int(entry.name) != os.getpid() and _is_marked(entry, mark):
            identity = Identity.of(int(entry.name))
            if identity.birth:
                yield identity


def _is_marked(entry: Path, mark: bytes) -> bool:
    try:
        return mark in (entry / "environ").read_bytes().split(b"\0")
    except OSError:
        return False
