"""How long a scan takes from its commit to the figures that a planner is shown.

With a real worker and beat; then with the broker killed, which leaves nobody to tell them.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles

from celery import current_app
from django.core.cache import cache
from django.db import connection
from django.test import Client

from expo.project.embedded import Engines
from expo.project.embedded.valkey import Valkey
from tests.bench import histories, stages
from tests.bench.counting import planner
from tests.bench.histories import History
from tests.bench.lines import Line
from visitors import attendance, tasks

SCANS = 8
LOOK = 0.02
PATIENCE = 30.0
LOSSES = 5


class NeverSeen(AssertionError):
    """A scan that no figure showed: nothing was measured."""


def measure(running: Engines, times: int, hear: Callable[[str], None]) -> Iterator[Line]:
    stages.open_database("bench_visibility")
    history = histories.make(10_000)
    attendance.rebuild(history.edition.pk)
    shown = Shown(history, planner(history))
    with worker(running):
        hear("visibility")
        shown.wait()  # warms everything up
        waits = [shown.wait() for _time in range(times)]
        hear("visibility without a broker")
        _kill_broker(running)
        lost = [shown.wait() for _time in range(LOSSES)]
    yield _line("with a worker and beat, p95", quantiles(waits, n=20)[-1], times, goal=500)
    yield _line("broker killed, longest", max(lost), LOSSES, goal=5000)


def _line(how: str, seconds: float, rounds: int, goal: int) -> Line:
    work = f"a scan committed → in the figures that are shown, {how}"
    return Line(work, seconds * 1000, "ms", rounds, goal)


class Shown:
    """The figures as a page asks for them again and again: only what is new is sent."""

    def __init__(self, history: History, client: Client) -> None:
        self.history, self.client = history, client
        self.address = f"/api/v1/editions/{history.edition.slug}/figures/"
        self.tag, self.entries = "", 0
        self.look()

    def look(self) -> int:
        """The entries that are shown now."""
        answer = self.client.get(self.address, headers={"If-None-Match": self.tag})
        if answer.status_code == 200:
            self.tag, self.entries = answer["ETag"], answer.json()["totals"]["entries"]
        return self.entries

    def wait(self) -> float:
        """Store some scans, tell the workers as the door does, and look until all are shown."""
        wanted = self.look() + SCANS // 4
        histories.add(self.history, SCANS)
        began = time.perf_counter()
        tasks.hurry(self.history.edition.pk)
        while self.look() < wanted:
            if time.perf_counter() - began > PATIENCE:
                raise NeverSeen
            time.sleep(LOOK)
        return time.perf_counter() - began


def _wait_until_it_hears() -> None:
    """Else what is shown first was counted by whoever looked, when nobody else had for a while."""
    until = time.monotonic() + PATIENCE
    while not current_app.control.ping(timeout=0.5):
        if time.monotonic() > until:
            raise NeverSeen


def _kill_broker(running: Engines) -> None:
    (broker,) = (engine for engine in running.started if isinstance(engine, Valkey))
    assert broker.process is not None
    os.kill(broker.process.pid, signal.SIGKILL)
    broker.process.wait()


@contextmanager
def worker(running: Engines) -> Iterator[subprocess.Popen[bytes]]:
    """As `make work` runs it: a worker with beat, on this database and a broker that is empty."""
    cache.clear()
    server = running.environment["DATABASE_URL"].rpartition("/")[0]
    address = f"{server}/{connection.settings_dict['NAME']}"
    command = [sys.executable, "-m", "celery", "-A", "expo.project.celery", "worker", "--beat"]
    with tempfile.TemporaryDirectory(prefix=stages.PREFIX) as folder:
        schedule = Path(folder) / "beat"
        worker = subprocess.Popen(
            [*command, "--loglevel=CRITICAL", f"--schedule={schedule}", "--concurrency=2"],
            env=os.environ | {"DATABASE_URL": address},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            _wait_until_it_hears()
            yield worker
        finally:
            worker.terminate()
            worker.wait(30)
