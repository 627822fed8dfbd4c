"""Who looks on meanwhile: planners at the figures and at open dashboards, visitors at the pages."""

import json
import random
import time
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from itertools import cycle
from threading import Event

from tests.bench.wires import request
from tests.soak.scanners import Line, Scanner

VIEWERS, EVERY = 20, 2.0
VISITORS, READ = 4, 1.0
LOOK = 0.25
"""Seconds between two questions of each."""
WELL = {200, 304}


@dataclass
class Onlooker:
    """Asks for one address after the other, each at its time; seconds count from then on."""

    port: int
    addresses: list[str]
    pause: float
    cookie: str = ""
    took: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    def look_on(self, over: Event) -> None:
        line, due = Line(self.port), time.monotonic() + random.random() * self.pause
        for address in cycle(self.addresses):
            if over.wait(max(0.0, due - time.monotonic())):
                break
            status, body = line.ask(request("GET", address, **self._headers()))
            now = time.monotonic()
            self.took.append(now - due)
            self.statuses[status] += 1
            self.see(status, body, now)
            due += self.pause
        line.close()

    def see(self, status: int, body: bytes, now: float) -> None:
        """What the answer says."""

    def forget(self) -> None:
        self.took.clear()
        self.statuses.clear()

    @property
    def troubles(self) -> Counter[int]:
        return Counter(
            {status: times for status, times in self.statuses.items() if status not in WELL}
        )

    def _headers(self) -> dict[str, str]:
        return {"Accept_Encoding": "gzip"} | ({"Cookie": self.cookie} if self.cookie else {})


@dataclass
class Shown:
    """The entries that the figures showed at a moment."""

    at: float
    entries: int


@dataclass
class Planner(Onlooker):
    """Reads the figures again and again, and notes how many entries they show: so many more than
    `before` anybody scanned here."""

    before: int = 0
    shown: list[Shown] = field(default_factory=list)

    def _headers(self) -> dict[str, str]:
        return {"Cookie": self.cookie}

    def see(self, status: int, body: bytes, now: float) -> None:
        if status == 200:
            self.shown.append(Shown(now, json.loads(body)["totals"]["entries"]))

    def forget(self) -> None:
        super().forget()
        self.shown.clear()

    def lags(self, scanners: list[Scanner]) -> list[float]:
        """At each look, how long ago the first entry was answered that is not shown yet."""
        answered = sorted(at for scanner in scanners for at in scanner.entries)
        return [_lag(look, look.entries - self.before, answered) for look in self.shown]


def _lag(look: Shown, shown: int, answered: list[float]) -> float:
    if shown >= bisect_right(answered, look.at):
        return 0.0
    return look.at - answered[shown]
