"""The two phases: a steady load for a long time, then twice as much as the machine takes."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import quantiles
from threading import Thread

from tests.soak.scanners import Asked, Scanner

STEADY = 40
"""Scanners: each reads one ticket in 80 ms at 500 scans a second, faster than a hand can."""
COLLECTING, TOGETHER = 8, 20
"""Every eighth scanner stands where the network comes and goes, and sends twenty at once."""
PROBES = 16
CROWD = 120
PATIENCE = 120.0


class NoAnswer(AssertionError):
    """Nothing was answered: nothing was measured."""


@dataclass
class Phase:
    """What some scanners met from one moment to another, of the monotonic clock."""

    scanners: list[Scanner]
    began: float
    ended: float = 0.0
    asked: list[Asked] = field(default_factory=list)

    def close(self) -> None:
        self.ended = time.monotonic()
        every = (asked for scanner in self.scanners for asked in scanner.asked)
        self.asked = [asked for asked in every if self.began <= asked.at <= self.ended]

    @property
    def seconds(self) -> float:
        return self.ended - self.began

    @property
    def answered(self) -> list[Asked]:
        return [asked for asked in self.asked if asked.status == 200]

    @property
    def refused(self) -> list[Asked]:
        return [asked for asked in self.asked if asked.status == 503]

    @property
    def single(self) -> list[Asked]:
        return [asked for asked in self.answered if asked.scans == 1]

    @property
    def rate(self) -> float:
        return sum(asked.scans for asked in self.answered) / self.seconds


@contextmanager
def phase(scanners: list[Scanner]) -> Iterator[Phase]:
    told = Phase(scanners, time.monotonic())
    yield told
    told.close()


def steady(scanners: list[Scanner], rate: float, seconds: float) -> Phase:
    for place, scanner in enumerate(scanners):
        scanner.pause = len(scanners) / rate
        scanner.together = 1 if (place + 1) % COLLECTING else TOGETHER
    return _work(scanners, seconds)


def capacity(scanners: list[Scanner], seconds: float) -> float:
    """Single scans a second, each scanner's next as soon as its last is answered."""
    for scanner in scanners:
        scanner.pause, scanner.together = 0.0, 1
    told = _work(scanners, seconds)
    if not told.answered:
        raise NoAnswer
    return told.rate


def too_much(scanners: list[Scanner], rate: float, seconds: float) -> Phase:
    for scanner in scanners:
        scanner.pause, scanner.together = len(scanners) / rate, 1
    return _work(scanners, seconds)


def hand_in(scanners: list[Scanner]) -> float:
    """Everybody sends what he holds. Seconds until the last has."""
    began = time.monotonic()
    _all(Thread(target=scanner.hand_in, args=[PATIENCE]) for scanner in scanners)
    return time.monotonic() - began


def _work(scanners: list[Scanner], seconds: float) -> Phase:
    with phase(scanners) as told:
        ends = told.began + seconds
        _all(Thread(target=scanner.work, args=[told.began, ends]) for scanner in scanners)
    return told


def _all(threads: Iterable[Thread]) -> None:
    listed = list(threads)
    for thread in listed:
        thread.start()
    for thread in listed:
        thread.join()


def at(takes: list[float], hundredth: int) -> float:
    """Milliseconds that so many of a hundred took at most; nan of none."""
    if len(takes) < 2:
        return takes[0] * 1000 if takes else float("nan")
    return quantiles(takes, n=100, method="inclusive")[hundredth - 1] * 1000
