"""What hundreds of open dashboards cost: processor time of the web server and of the database.

Everybody asks every two seconds while scans come in, so that hardly any answer is "unchanged".
A slice without them goes before: what the scans cost by themselves is not theirs.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles
from threading import Event

from django.conf import settings
from django.db import connection
from django.test import Client

from expo.models import Account, Role, RoleKind
from tests.bench import histories, servers, stages, visibility
from tests.bench.histories import History
from tests.bench.lines import Line
from tests.bench.meanwhile import Work, meanwhile
from tests.bench.servers import Server, Unanswered
from visitors import attendance, tasks

VIEWERS = 500
EVERY = 2.0
THREADS = 10
SLICE = 20.0
PATIENCE = 120.0
AS_INSTALLED = {"FEED_KEPT": "0.5", "REGULARS_BELIEVED": "0.5"}
"""The tests' own settings keep nothing."""
SCANS, BETWEEN_SCANS = 8, 1.0
GOAL = 25


def measure(running, hear: Callable[[str], None]) -> Iterator[Line]:
    stages.open_database("bench_dashboards")
    history = histories.make(10_000)
    attendance.rebuild(history.edition.pk)
    sessions = _sessions(history)
    with (
        visibility.worker(running),
        servers.served(**AS_INSTALLED) as server,
        _scanning(history),
    ):
        hear("scans alone")
        alone = _spent(server)
        with _watched(server, history, sessions) as viewers:
            hear(f"{VIEWERS:,} open dashboards")
            viewers.wait(2 * VIEWERS)  # everybody has been let in the long way
            viewers.forget()
            watched = _spent(server)
    yield from _lines(alone, watched, viewers)


@dataclass(frozen=True, slots=True)
class Spent:
    """In per cent of one processor."""

    web: float
    database: float


def _lines(alone: Spent, watched: Spent, viewers: "Viewers") -> Iterator[Line]:
    asked, wanted = sum(viewers.answers.values()), SLICE * VIEWERS / EVERY
    if asked < wanted / 2:
        raise Unanswered(f"only {asked} questions were answered in {SLICE} s")
    pace = wanted / asked  # a machine that is busy with other things answers fewer, or catches up
    web = (watched.web - alone.web) * pace
    database = (watched.database - alone.database) * pace
    answers = ", ".join(f"{status}: {times}" for status, times in sorted(viewers.answers.items()))
    yield Line(
        f"{VIEWERS} open dashboards, a question each {EVERY:g} s: of one processor",
        web + database,
        "%",
        asked,
        GOAL,
        f"web {web:.1f}, database {database:.1f}; without them {alone.web:.1f} and "
        f"{alone.database:.1f}; answers {answers}",
    )
    p95 = quantiles(viewers.took, n=20)[-1] * 1000
    yield Line(f"{VIEWERS} open dashboards: an answer, p95", p95, "ms", asked)


def _spent(server: Server) -> Spent:
    began, web, database = time.perf_counter(), server.cpu(), _backends()
    time.sleep(SLICE)
    took = (time.perf_counter() - began) / 100
    more = sum(max(0.0, cpu - database.get(backend, 0.0)) for backend, cpu in _backends().items())
    return Spent((server.cpu() - web) / took, more / took)


def _backends() -> dict[int, float]:
    """Seconds of processor time of everybody else at this database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        backends = [pid for (pid,) in cursor.fetchall()]
    return {pid: cpu for pid in backends if (cpu := _cpu(pid)) is not None}


def _cpu(pid: int) -> float | None:
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except OSError:
        return None


def _sessions(history: History) -> list[str]:
    """Everybody has a session of his own; ten accounts are enough."""
    keys = []
    for number in range(VIEWERS):
        email = f"viewer-{number % 10}@bench.example"
        account, _made = Account.objects.get_or_create(email=email)
        Role.objects.get_or_create(account=account, edition=history.edition, kind=RoleKind.PLANNER)
        client = Client()
        client.force_login(account)
        keys.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
    return keys


@contextmanager
def _scanning(history: History) -> Iterator[None]:
    """Scans come in all the time, and the counting is told as the doors tell it."""

    def run(over: Event) -> None:
        while not over.wait(BETWEEN_SCANS):
            histories.add(history, SCANS)
            tasks.hurry(history.edition.pk)
        connection.close()

    with meanwhile([run]):
        yield


@dataclass
class Viewers:
    answers: Counter[int] = field(default_factory=Counter)
    took: list[float] = field(default_factory=list)

    def wait(self, questions: int) -> None:
        began = time.monotonic()
        while sum(self.answers.values()) < questions:
            if time.monotonic() - began > PATIENCE:
                raise Unanswered(f"only {sum(self.answers.values())} questions were answered")
            time.sleep(0.1)

    def forget(self) -> None:
        self.answers.clear()
        self.took.clear()


@contextmanager
def _watched(server: Server, history: History, sessions: list[str]) -> Iterator[Viewers]:
    viewers, share = Viewers(), len(sessions) // THREADS
    address = f"/dashboard/{history.edition.slug}/feed/"

    def some(keys: list[str]) -> Work:
        return lambda over: _look(viewers, server.port, address, keys, over)

    groups = [sessions[first : first + share] for first in range(0, len(sessions), share)]
    with meanwhile([some(keys) for keys in groups]):
        yield viewers


def _look(viewers: Viewers, port: int, address: str, keys: list[str], over: Event) -> None:
    """So many dashboards of one browser, each asking in its turn."""
    http, tags, pause = HTTPConnection("127.0.0.1", port), dict[str, str](), EVERY / len(keys)
    due = time.monotonic()
    while not over.is_set():
        for key in keys:
            began = time.perf_counter()
            headers = {
                "Cookie": f"{settings.SESSION_COOKIE_NAME}={key}",
                "If-None-Match": tags.get(key, ""),
                "Accept-Encoding": "gzip",
            }
            http.request("GET", address, headers=headers)
            answer = http.getresponse()
            answer.read()
            viewers.took.append(time.perf_counter() - began)
            viewers.answers[answer.status] += 1
            tags[key] = answer.headers["ETag"] or ""
            due += pause
            if over.wait(max(0.0, due - time.monotonic())):
                break
    http.close()
