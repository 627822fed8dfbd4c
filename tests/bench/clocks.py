"""How long something took: by the wall, and by the processor here and in the database."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection


@dataclass(slots=True)
class Taken:
    """Seconds. `cpu` is this process and its database backend together; nan where no /proc is."""

    wall: float = 0.0
    python: float = 0.0
    database: float = 0.0

    @property
    def cpu(self) -> float:
        return self.python + self.database


@contextmanager
def taken() -> Iterator[Taken]:
    """Measure a block that uses the default connection and starts no other process."""
    backend = _backend()
    told = Taken()
    wall, python, database = time.perf_counter(), time.process_time(), _cpu(backend)
    yield told
    told.wall = time.perf_counter() - wall
    told.python = time.process_time() - python
    told.database = _cpu(backend) - database


def _backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    return int(backend)


def _cpu(process: int) -> float:
    """Seconds of processor time so far, to the nanosecond."""
    try:
        return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9
    except OSError:
        return float("nan")
