"""Files between being looked at and being applied: kept for some hours where nobody is served."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import IO
from uuid import UUID, uuid4

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import timezone

from booths.spreadsheets import signs
from booths.spreadsheets.sheets import Sheet

FOLDER = "imports"
KEPT = timedelta(hours=8)  # as long as a session


def keep(file: IO[bytes]) -> UUID:
    """Keep the file under a name that only its sender learns."""
    key = uuid4()
    file.seek(0)
    default_storage.save(_name(key), File(file))
    return key


def read(key: UUID) -> Sheet | None:
    """The table in the file; None when it is gone. Raises Unreadable."""
    try:
        with _opened(key) as file:
            return signs.read(file, file.size)
    except FileNotFoundError:
        return None


def forget(key: UUID) -> None:
    default_storage.delete(_name(key))


def forget_old(at: datetime | None = None) -> int:
    """Destroy what was kept longer than KEPT before `at`, real time; how many files."""
    old = [name for name in _names() if _kept_since(name) <= (at or timezone.now()) - KEPT]
    for name in old:
        default_storage.delete(name)
    return len(old)


@contextmanager
def _opened(key: UUID) -> Iterator[File]:  # type: ignore[type-arg]  # not subscriptable at run time
    with default_storage.open(_name(key), "rb") as file:
        yield file


def _names() -> list[str]:
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return []
    return [f"{FOLDER}/{name}" for name in names]


def _kept_since(name: str) -> datetime:
    return default_storage.get_modified_time(name)


def _name(key: UUID) -> str:
    return f"{FOLDER}/{key.hex}"
