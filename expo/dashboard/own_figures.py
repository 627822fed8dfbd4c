"""An exhibitor's own figures: the visits of its booths on the days for which they were its own."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from booths.models import Exhibitor
from expo import editions
from expo.dashboard.booth_visits import given_to, of_day
from expo.models import Edition
from visitors import attendance
from visitors.attendance import BoothHour
from visitors.figures import BoothVisits


@dataclass(frozen=True, slots=True)
class OwnDay:
    """One booth on one show day that has begun. `hours` are those in which somebody came."""

    day: date
    visits: BoothVisits
    hours: list[BoothHour]


@dataclass(frozen=True, slots=True)
class OwnBooth:
    """`total` adds the days up: who came on two of them made two visits."""

    booth: str
    days: list[OwnDay]

    @property
    def total(self) -> BoothVisits:
        return sum((day.visits for day in self.days), BoothVisits())


def of(exhibitor: Exhibitor, at: datetime) -> list[OwnBooth]:
    """Its booths in the order of their codes; from a constant number of queries.

    Raises NoShowDays and ContradictoryRules."""
    edition = exhibitor.edition
    own = _own_days(edition, exhibitor, editions.show_day(edition, at))
    counted = {(row.booth, row.day): of_day(row) for row in attendance.booth_days(edition)}
    hours = attendance.booth_hours(edition, list(own))
    return [
        OwnBooth(booth, [_day(booth, day, counted, hours) for day in days])
        for booth, days in sorted(own.items())
    ]


def _own_days(edition: Edition, exhibitor: Exhibitor, today: date) -> dict[str, list[date]]:
    """Booth → the days that were the exhibitor's and have begun; none of it is somebody else's."""
    own: dict[str, list[date]] = {}
    for (booth, day), holder in sorted(given_to(edition).items(), key=lambda told: told[0]):
        if holder == exhibitor:
            own.setdefault(booth, []).extend([day] if day <= today else [])
    return own


def _day(
    booth: str,
    day: date,
    counted: dict[tuple[str, date], BoothVisits],
    hours: Collection[BoothHour],
) -> OwnDay:
    visits = counted.get((booth, day), BoothVisits())
    return OwnDay(day, visits, [row for row in hours if (row.booth, row.day) == (booth, day)])
