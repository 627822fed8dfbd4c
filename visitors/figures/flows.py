"""Who passed which gate in which quarter of an hour. Its sums are the totals."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from operator import add, attrgetter
from typing import NamedTuple

from visitors.figures.days import Rules
from visitors.figures.readings import Reading
from visitors.figures.scans import Scan

QUARTER = timedelta(minutes=15)


class FlowKey(NamedTuple):
    """A gate, a show day (none: outside them) and the start of a quarter of an hour (UTC)."""

    gate: str
    day: date | None
    quarter: datetime


@dataclass(frozen=True, slots=True)
class Flow:
    """Scans of show days, but `refused` and `voided` always; `heads_*`: people of every class."""

    entries: int = 0
    heads_in: int = 0
    heads_out: int = 0
    repeats: int = 0
    conflicts: int = 0
    refused: int = 0
    voided: int = 0

    def __add__(self, other: "Flow") -> "Flow":
        return Flow(*map(add, _numbers(self), _numbers(other)))


_numbers = attrgetter(*(field.name for field in fields(Flow)))  # `astuple` takes ten times as long


def quarter_of(at: datetime) -> datetime:
    at = at.astimezone(UTC)
    return at.replace(minute=at.minute - at.minute % 15, second=0, microsecond=0)


def flows(
    scans: Iterable[Scan], readings: Iterable[Reading], rules: Rules
) -> Mapping[FlowKey, Flow]:
    """Only quarters in which something happened."""
    sums: dict[FlowKey, Counter[str]] = {}
    for reading in readings:
        _note(sums, reading.scan, rules, _kinds(reading))
    for scan in scans:
        _note(sums, scan, rules, {"refused": scan.is_standing_refusal, "voided": scan.voided})
    return {
        key: Flow(**{kind: int(number) for kind, number in numbers.items()})
        for key, numbers in sums.items()
    }


def _kinds(reading: Reading) -> dict[str, int]:
    return {
        "entries": reading.counts,
        "heads_in": reading.scan.heads if reading.is_passage_in else 0,
        "heads_out": reading.scan.heads if reading.is_passage_out else 0,
        "repeats": reading.is_repeat and reading.day is not None,
        "conflicts": reading.is_conflict,
    }


def _note(
    sums: dict[FlowKey, Counter[str]], scan: Scan, rules: Rules, kinds: Mapping[str, int]
) -> None:
    if any(kinds.values()):
        day = rules.day_of(scan.scanned_at)
        key = FlowKey(scan.gate, day.day if day else None, quarter_of(scan.scanned_at))
        sums.setdefault(key, Counter()).update(kinds)
