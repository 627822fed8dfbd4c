"""The folder everything lives in: where it is, that it can be written, that only one holds it."""

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from expo.project.embedded.failures import CannotStart

SPACE_NEEDED = 200 * 2**20  # bytes; a fresh database takes 40 MiB, its log as much again


def var_folder(root: Path) -> Path:
    """Where this checkout keeps what is not source: `EXPO_VAR`, else `var/`."""
    return Path(os.environ.get("EXPO_VAR") or root / "var").resolve()


def make(var: Path) -> None:
    """Make the folders every process writes to, or say why they cannot be made."""
    try:
        for name in ("run", "log"):
            (var / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise failed(var, error) from error
    if not has_space(var, SPACE_NEEDED):
        raise CannotStart(disk_full(var))


@contextmanager
def held(var: Path) -> Iterator[None]:
    """Hold the folder: one parent process at a time. Freed by the system if we die."""
    make(var)
    with _opened(var) as lock:
        if not _is_taken(lock):
            raise CannotStart(
                f"Another expo process already works in {var}: stop it first, "
                "or name another folder in EXPO_VAR."
            )
        yield


def is_held(var: Path) -> bool:
    """Whether another process holds the folder. Never ask it while holding the folder oneself."""
    make(var)
    with _opened(var) as lock:
        return not _is_taken(lock)


def has_space(var: Path, needed: int) -> bool:
    return shutil.disk_usage(var).free >= needed


def _opened(var: Path) -> TextIO:
    try:
        return (var / "run" / "lock").open("a")
    except OSError as error:
        raise failed(var, error) from error


def _is_taken(lock: TextIO) -> bool:
    """Take the lock if it is free. A record lock, unlike flock, is not inherited by forks."""
    try:
        fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def failed(var: Path, error: OSError) -> CannotStart:
    """The sentence for an error of the system on the way."""
    return CannotStart(disk_full(var)) if error.errno == errno.ENOSPC else unwritable(var, error)


def unwritable(var: Path, error: OSError) -> CannotStart:
    return CannotStart(f"The folder {var} cannot be written: {error.strerror or error}.")


def disk_full(var: Path) -> str:
    return (
        f"The disk that holds {var} is full: make room there, or name another folder in EXPO_VAR."
    )
