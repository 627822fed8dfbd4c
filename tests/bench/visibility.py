"""How long a scan takes from its commit to the dashboard's figures, with a real worker."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import quantiles

from django.conf import settings
from django.core.cache import cache
from django.db import connection

from tests.bench import histories, stages
from tests.bench.histories import History
from tests.bench.lines import Line
from visitors import attendance, tasks

LOOK = 0.005
PATIENCE = 30.0


class NeverSeen(AssertionError):
    """A scan that no figure showed: nothing was measured."""


def measure(running, times: int, hear: Callable[[str], None]) -> Iterator[Line]:
    hear("visibility")
    stages.open_database("bench_visibility")
    history = histories.make(10_000)
    attendance.rebuild(history.edition.pk)
    with _worker(running):
        _wait(history)  # the worker is up
        waits = [_wait(history) for _time in range(times)]
    yield Line(
        "a scan committed → in the figures, p95, one worker and beat",
        quantiles(waits, n=20)[-1] * 1000,
        "ms",
        times,
        goal=500,
    )


def _wait(history: History) -> float:
    """Store ten scans, tell the workers as the door does, and look until they are counted."""
    seen = attendance.version(history.edition)
    histories.add(history, 10)
    began = time.perf_counter()
    tasks.hurry(history.edition.pk)
    while attendance.version(history.edition) == seen:
        if time.perf_counter() - began > PATIENCE:
            raise NeverSeen
        time.sleep(LOOK)
    return time.perf_counter() - began


@contextmanager
def _worker(running) -> Iterator[None]:
    """As `make work` runs it: a worker with beat, on this database and a broker that is empty."""
    cache.clear()
    name = connection.settings_dict["NAME"]
    address = running.environment["DATABASE_URL"].rpartition("/")[0]
    environment = os.environ | {
        "DATABASE_URL": f"{address}/{name}",
        "REDIS_URL": settings.REDIS_URL,
    }
    command = [sys.executable, "-m", "celery", "-A", "expo.project.celery", "worker", "--beat"]
    schedule = os.path.join(os.environ.get("TMPDIR", "/tmp"), f"{stages.PREFIX}beat-{os.getpid()}")  # noqa: PTH118, S108
    worker = subprocess.Popen(
        [*command, "--loglevel=ERROR", f"--schedule={schedule}", "--concurrency=2"],
        env=environment,
        start_new_session=True,
    )
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(30)
