"""The figures of STATISTICS.md, in its order and its words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from visitors.figures.days import Rules
from visitors.figures.flows import Flow, FlowKey, flows
from visitors.figures.people import by_class, first_days, unidentified
from visitors.figures.readings import People, Reading, read
from visitors.figures.scans import Scan, distinct


@dataclass(frozen=True, slots=True)
class DayFigures:
    """One show day. `unidentified` never is part of the others."""

    day: date
    entries: int = 0
    daily_unique: int = 0
    unidentified: int = 0
    first_visits: int = 0

    @property
    def repeat_visits(self) -> int:
        """Of persons who had come on an earlier show day."""
        return self.daily_unique - self.first_visits


@dataclass(frozen=True)
class Figures:
    """All that is counted of one area. `histogram`: how many persons came on exactly k days."""

    days: tuple[DayFigures, ...]
    histogram: Mapping[int, int] = field(default_factory=dict)
    conflicts: int = 0
    refused: int = 0
    voided: int = 0
    classes: Mapping[str, int] = field(default_factory=dict)
    flows: Mapping[FlowKey, Flow] = field(default_factory=dict)
    as_of: datetime | None = None

    @property
    def entries(self) -> int:
        return sum(day.entries for day in self.days)

    @property
    def visits(self) -> int:
        return sum(day.daily_unique for day in self.days)

    @property
    def visitors(self) -> int:
        return sum(self.histogram.values())

    @property
    def repeat(self) -> int:
        return self.visits - self.visitors

    @property
    def unidentified(self) -> int:
        return sum(day.unidentified for day in self.days)

    def to_json(self) -> dict[str, Any]:
        """The audit pack's `figures.json`."""
        return {
            "as_of": self.as_of and self.as_of.isoformat(),
            "days": [
                {
                    "day": day.day.isoformat(),
                    "entries": day.entries,
                    "daily_unique": day.daily_unique,
                    "unidentified": day.unidentified,
                }
                for day in self.days
            ],
            "totals": {
                "entries": self.entries,
                "visits": self.visits,
                "visitors": self.visitors,
                "repeat": self.repeat,
                "unidentified": self.unidentified,
                "conflicts": self.conflicts,
                "refused": self.refused,
                "voided": self.voided,
            },
            "classes": dict(sorted(self.classes.items())),
        }


def count(
    scans: Iterable[Scan], people: People, rules: Rules, as_of: datetime | None = None
) -> Figures:
    """Count the scans of one area, in whatever order and however often they are told.

    With `as_of`, only what the server had received by then. Raises ScanToldTwice and KeyError
    (an admitted scan of a badge that is not in `people`).
    """
    known = [scan for scan in distinct(scans) if as_of is None or scan.received_at <= as_of]
    readings = read(known, people, rules)
    visits = came(readings)
    return Figures(
        days=_days(readings, visits, rules),
        histogram=Counter(Counter(person for _day, person in visits).values()),
        conflicts=sum(reading.is_conflict for reading in readings),
        refused=sum(scan.is_standing_refusal for scan in known),
        voided=sum(scan.voided for scan in known),
        classes=_classes(readings, rules),
        flows=flows(known, readings, rules),
        as_of=as_of,
    )


def came(readings: Iterable[Reading]) -> set[tuple[date, str]]:
    """(show day, person) of everybody with a countable scan: the visits."""
    return {
        (reading.day.day, reading.person)
        for reading in readings
        if reading.day and reading.person and reading.counts and reading.is_countable
    }


def _days(
    readings: Iterable[Reading], visits: set[tuple[date, str]], rules: Rules
) -> tuple[DayFigures, ...]:
    entries = Counter(reading.day.day for reading in readings if reading.day and reading.counts)
    daily_unique = Counter(day for day, _person in visits)
    heads, first = unidentified(readings), Counter(first_days(visits).values())
    return tuple(
        DayFigures(day.day, entries[day.day], daily_unique[day.day], heads[day.day], first[day.day])
        for day in rules.show_days
    )


def _classes(readings: Iterable[Reading], rules: Rules) -> dict[str, int]:
    """Distinct person-days of each class that is not a visitor class, in opening hours or not."""
    return {
        name: counted.person_days
        for name, counted in by_class(readings).items()
        if name not in rules.visitor_classes
    }
