"""The engines around one command: `manage.py seed` works by itself, and beside a running demo."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from expo.project.embedded import folders, processes, records
from expo.project.embedded.engines import Engines, engines, missing
from expo.project.embedded.failures import CannotStart
from expo.project.embedded.interrupts import watched

HOLDS_THE_FOLDER = "demo"  # this command never borrows the engines of another process
WITHOUT_DATABASE = {
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "replay",
    "spectacular",
    "startapp",
    "version",
}
READS_FILES_ONLY = {"replay"}  # needs no secrets either, and makes no folder
PRODUCTION = "expo.project.settings.production"
DEVELOPMENT = "expo.project.settings.development"
OFFLINE = "expo.project.settings.offline"
BORROW_SECONDS = 20.0  # how long to wait for engines that another process is just starting
INTERRUPTED = 130

_held: list[Engines] = []  # what this process runs itself


def held() -> Engines:
    """The engines this process runs itself; none may be wanted, the folder is held all the same."""
    return _held[-1]


def settings_for(arguments: Sequence[str]) -> str:
    """The settings of `manage.py` where the environment names none."""
    return OFFLINE if READS_FILES_ONLY & set(arguments[1:2]) else DEVELOPMENT


@contextmanager
def for_command(root: Path, arguments: Sequence[str]) -> Iterator[None]:
    """Have engines around `manage.py`: those named in the environment, those that run, or our own.

    Says one sentence and exits with 1 where none can be had, with 130 after an interrupt.
    """
    var = folders.var_folder(root)
    wanted = missing(os.environ) if _needs_database(arguments) else []
    holds = arguments[1:2] == [HOLDS_THE_FOLDER] and not _asks_for_help(arguments)
    try:
        if holds or (wanted and not _can_borrow(var, wanted)):
            with _own_engines(var, wanted):
                yield
        else:
            yield
    except CannotStart as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


@contextmanager
def _own_engines(var: Path, wanted: list[str]) -> Iterator[None]:
    with watched() as interrupts, engines(var, interrupts, wanted=wanted) as running:
        _held.append(running)
        os.environ.update(running.environment)
        yield


def _can_borrow(var: Path, wanted: list[str]) -> bool:
    """Whether another process runs the wanted engines; waits for one that is just starting them."""
    processes.wait_until(lambda: _runs(var, wanted) or not folders.is_held(var), BORROW_SECONDS)
    return _runs(var, wanted)


def _runs(var: Path, wanted: list[str]) -> bool:
    record = records.running(var)
    return record is not None and set(wanted) <= set(record.urls)


def _needs_database(arguments: Sequence[str]) -> bool:
    if os.environ.get("DJANGO_SETTINGS_MODULE") == PRODUCTION:
        return False  # the settings name what is missing
    named = arguments[1:2]
    return bool(named) and named[0] not in WITHOUT_DATABASE and not _asks_for_help(arguments)


def _asks_for_help(arguments: Sequence[str]) -> bool:
    return bool({"-h", "--help", "--version"} & set(arguments))
