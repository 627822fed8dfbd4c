"""What every process holds, from time to time: its own memory, and connections to the database."""

import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from statistics import linear_regression
from threading import Event

import psutil
from django.db import connection

Reading = tuple[float, float]
"""A moment in seconds, and MB."""
EVERY = 2.0
CONNECTIONS = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
OPEN = "SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'"


@dataclass
class Gauges:
    """By name the process that was started; those that it started are watched as well. PostgreSQL
    has a process for each connection: `backends` by their numbers, `postgresql` is all of it."""

    started: dict[str, int]
    postgres: int
    memory: dict[str, list[Reading]] = field(default_factory=lambda: defaultdict(list))
    backends: dict[int, list[Reading]] = field(default_factory=lambda: defaultdict(list))
    postgresql: list[Reading] = field(default_factory=list)
    connections: list[int] = field(default_factory=list)

    def watch(self, over: Event) -> None:
        self.read()
        while not over.wait(EVERY):
            self.read()
        connection.close()

    def read(self) -> None:
        now = time.monotonic()
        for name, megabytes in self._memory():
            self.memory[name].append((now, megabytes))
        backends = {pid: own(pid) for pid in [self.postgres, *_children(self.postgres)]}
        for pid, megabytes in backends.items():
            self.backends[pid].append((now, megabytes))
        self.postgresql.append((now, sum(backends.values())))
        with connection.cursor() as cursor:
            cursor.execute(CONNECTIONS)
            self.connections.append(cursor.fetchone()[0])

    @property
    def lasting(self) -> list[list[Reading]]:
        """Of PostgreSQL's processes those that were there through the second half: others come and
        go, such as those that clean up."""
        readings = len(self.postgresql)
        return [told for told in self.backends.values() if len(told) >= readings - readings // 2]

    def _memory(self) -> list[tuple[str, float]]:
        told = []
        for name, pid in self.started.items():
            family = sorted([pid, *_children(pid)])
            told += [(f"{name} {place}", own(each)) for place, each in enumerate(family)]
        return told


def own(pid: int) -> float:
    """MB of memory that is nobody else's; 0 of who has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1000


def _children(pid: int) -> list[int]:
    try:
        return [child.pid for child in psutil.Process(pid).children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def postmaster() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        (folder,) = cursor.fetchone()
    return int(Path(folder, "postmaster.pid").read_text().split()[0])


def slope(readings: list[Reading]) -> float:
    """MB a minute in the second half: by then everything that is loaded once is loaded."""
    late = readings[len(readings) // 2 :]
    if len(late) < 2:
        return 0.0
    return linear_regression(*zip(*late, strict=True)).slope * 60


def open_transactions() -> int:
    with connection.cursor() as cursor:
        cursor.execute(OPEN)
        return int(cursor.fetchone()[0])
