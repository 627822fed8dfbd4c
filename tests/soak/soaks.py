"""A fair with its servers, everybody who looks on, and the two phases of load."""

import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from math import ceil

from django.conf import settings

from expo.models import Edition, RoleKind
from expo.project import full_house
from expo.project.embedded import Engines
from tests.bench import fair, servers, visibility
from tests.bench.lines import Line
from tests.bench.meanwhile import meanwhile
from tests.soak import gauges, ground, judgement, onlookers, phases, told
from tests.soak.gauges import Gauges
from tests.soak.onlookers import Onlooker, Planner
from tests.soak.scanners import Scanner

Hear = Callable[[str], None]
AS_INSTALLED = {
    "FEED_KEPT": "0.5",
    "REGULARS_BELIEVED": "0.5",
    "GRANIAN_BLOCKING_THREADS": str(full_house.THREADS),
}
"""The tests' own settings keep nothing."""
SHOWN = 10
"""How often a ticket is shown while all is well, however long that takes: nobody comes and goes a
hundred times a day."""
CODES_IN_A_CROWD = 120
"""Of each scanner that comes when it is too much."""
WARM, PROBING, AFTERWARDS = 10.0, 5.0, 2.0
"""Seconds: to load everything, to find out what the machine takes, to show the last scan."""


@dataclass(frozen=True)
class Soaked:
    """`differences` is empty when all is well."""

    lines: list[Line]
    differences: list[str]


@dataclass
class House:
    edition: Edition
    steady: list[Scanner]
    crowd: list[Scanner]
    gauges: Gauges
    planner: Planner
    visitors: list[Onlooker]
    viewers: list[Onlooker]

    @contextmanager
    def watched(self) -> Iterator[None]:
        """What was seen while everything was loaded is forgotten."""
        everybody = [self.planner, *self.visitors, *self.viewers]
        with meanwhile([self.gauges.watch, *(each.look_on for each in everybody)]):
            phases.steady(self.steady, len(self.steady), WARM)
            for each in everybody:
                each.forget()
            yield
            time.sleep(AFTERWARDS)

    def lines(self, seconds: float) -> Iterator[Line]:
        yield from told.of_planner(self.planner, self.steady)
        yield from told.of_onlookers("an open dashboard", self.viewers, told.CURRENT)
        yield from told.of_onlookers("a public page", self.visitors, told.PAGE)
        yield from told.of_gauges(self.gauges, seconds)


def soak(given: Namespace, running: Engines, hear: Hear) -> Soaked:
    hear(f"a fair with {given.visitors:,} visitors")
    with _house(given, running) as house:
        hear(f"{given.rate:g} scans a second for {given.seconds:g} s")
        with house.watched():
            load = phases.steady(house.steady, given.rate, given.seconds)
            phases.hand_in(house.steady)
        lines = [*told.of_steady(load, given.rate), *house.lines(given.seconds)]
        lines += _overload(house.crowd, given.overload, hear) if house.crowd else []
        left = judgement.left_open()
    hear("counting again")
    everybody = [*house.steady, *house.crowd]
    return Soaked(lines, [*left, *judgement.differences(house.edition, everybody)])


def _overload(crowd: list[Scanner], seconds: float, hear: Hear) -> Iterator[Line]:
    hear("how much the machine takes")
    takes = phases.capacity(crowd[: phases.PROBES], PROBING)
    hear(f"twice that for {seconds:g} s")
    load = phases.too_much(crowd, 2 * takes, seconds)
    yield from told.of_overload(load, takes, phases.hand_in(crowd))


def _codes(edition: Edition, given: Namespace) -> list[list[str]]:
    """For each scanner its own."""
    steady = ceil(given.rate * given.seconds / SHOWN / phases.STEADY)
    sizes = [steady] * phases.STEADY
    if given.overload:
        sizes += [CODES_IN_A_CROWD] * phases.CROWD
    codes = iter(ground.codes(edition, sum(sizes)))
    return [list(islice(codes, size)) for size in sizes]


@contextmanager
def _house(given: Namespace, running: Engines) -> Iterator[House]:
    edition = ground.open_fair(given.visitors)
    codes = _codes(edition, given)
    tokens = list(ground.tokens(edition, len(codes)))
    key = fair.session(edition, RoleKind.PLANNER)
    with visibility.worker(running) as worker, servers.served(**AS_INSTALLED) as server:
        clock = ground.start_clock(edition)
        scanners = [
            Scanner(server.port, token, shown, clock)
            for token, shown in zip(tokens, codes, strict=True)
        ]
        yield House(
            edition,
            scanners[: phases.STEADY],
            scanners[phases.STEADY :],
            Gauges({"web": server.pid, "worker": worker.pid}, gauges.postmaster()),
            *_onlookers(server.port, edition, f"{settings.SESSION_COOKIE_NAME}={key}"),
        )
        for scanner in scanners:
            scanner.close()


def _onlookers(
    port: int, edition: Edition, cookie: str
) -> tuple[Planner, list[Onlooker], list[Onlooker]]:
    figures = [f"/api/v1/editions/{edition.slug}/figures/"]
    pages = [page.address for page in fair.public()]
    feed = [f"/dashboard/{edition.slug}/feed/"]
    return (
        Planner(port, figures, onlookers.LOOK, cookie, before=ground.entries(edition)),
        [Onlooker(port, pages, onlookers.READ) for _ in range(onlookers.VISITORS)],
        [Onlooker(port, feed, onlookers.EVERY, cookie) for _ in range(onlookers.VIEWERS)],
    )
