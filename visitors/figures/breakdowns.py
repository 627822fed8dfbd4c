"""The figures taken apart: by gate, hour and day; by hall, session and booth; by sector.

Gates, hours and days share what happened at the entrances and sum to the totals. Halls, sessions
and booths have figures of their own, by the same rules and the scans at their own gates.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import astuple, dataclass, replace
from datetime import date, datetime, timedelta, timezone
from operator import add
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from visitors.figures.counts import Figures, count
from visitors.figures.days import Rules
from visitors.figures.flows import Flow, FlowKey
from visitors.figures.readings import People
from visitors.figures.scans import Scan

UNKNOWN = "unknown"
"""The name of what nobody can tell, so that the parts still sum to the whole."""

Key = TypeVar("Key", bound=Hashable)


class Hour(NamedTuple):
    """An hour of a show day (none: outside them), as the clocks of the fair show it."""

    day: date | None
    hour: datetime


@dataclass(frozen=True, slots=True)
class BoothVisits:
    """Sums over booths and show days: somebody who visits two booths makes two visits."""

    entries: int = 0
    visits: int = 0
    unidentified: int = 0

    def __add__(self, other: "BoothVisits") -> "BoothVisits":
        return BoothVisits(*map(add, astuple(self), astuple(other)))


def by_gate(flows: Mapping[FlowKey, Flow]) -> dict[str, Flow]:
    return _summed(flows, lambda key: key.gate)


def by_hour(flows: Mapping[FlowKey, Flow], zone: ZoneInfo) -> dict[Hour, Flow]:
    return _summed(flows, lambda key: Hour(key.day, hour_of(key.quarter, zone)))


def by_day(flows: Mapping[FlowKey, Flow]) -> dict[date | None, Flow]:
    return _summed(flows, lambda key: key.day)


def hour_of(at: datetime, zone: ZoneInfo) -> datetime:
    """The hour that the clocks of the fair show; where one comes twice, the offset tells which.

    The offset is fixed: Python holds both of them for one moment in the zone itself."""
    shown = at.astimezone(zone)
    hour = shown.replace(minute=0, second=0, microsecond=0, fold=0)
    return hour.replace(tzinfo=timezone(shown.utcoffset() or timedelta(0)))


def by_area(
    scans: Iterable[Scan], people: People, rules: Rules, area_of: Mapping[str, str]
) -> dict[str, Figures]:
    """The figures of every area; `area_of` tells to which a gate leads.

    The edition's re-entry rule holds at the entrances: into these one goes as often as one likes.
    Raises as `count` does."""
    at_gates: dict[str, list[Scan]] = defaultdict(list)
    for scan in scans:
        if scan.gate in area_of:
            at_gates[area_of[scan.gate]].append(scan)
    free = replace(rules, reentry="free")
    return {area: count(at_gates[area], people, free) for area in sorted({*area_of.values()})}


def by_sector(
    booths: Mapping[str, Figures], sector_of: Callable[[str, date], str | None]
) -> dict[str, BoothVisits]:
    """Booth visits by the sector of whom the booth was given to on that day, if to anybody."""
    sums: dict[str, BoothVisits] = defaultdict(BoothVisits)
    for booth, counted in booths.items():
        for day in counted.days:
            visited = BoothVisits(day.entries, day.daily_unique, day.unidentified)
            sums[sector_of(booth, day.day) or UNKNOWN] += visited
    return dict(sums)


def _summed(flows: Mapping[FlowKey, Flow], part_of: Callable[[FlowKey], Key]) -> dict[Key, Flow]:
    sums: dict[Key, Flow] = defaultdict(Flow)
    for key, flow in flows.items():
        sums[part_of(key)] += flow
    return dict(sums)
