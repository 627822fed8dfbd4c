"""How full places were: quarter by quarter of a day, and at their fullest on every day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from expo.models import Edition
from visitors import figures
from visitors.attendance import insides
from visitors.attendance.insides import DayInside
from visitors.attendance.sources import opened
from visitors.attendance.sums import Part
from visitors.figures import quarter_of
from visitors.models import Area

QUARTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Quarter:
    """`most`: the most people inside at one time within it; None for one that is still to come."""

    starts: datetime
    most: int | None


@dataclass(frozen=True, slots=True)
class Course:
    """An area over one show day, from opening to closing and wherever anybody was inside."""

    area: Area
    day: figures.ShowDay
    quarters: Sequence[Quarter]
    peak: figures.Inside | None


@dataclass(frozen=True, slots=True)
class DayOfArea:
    """An area on a show day that has begun."""

    area: Area
    day: date
    inside: DayInside


def course(area: Area, day: date) -> Course | None:
    """The area on that day as counted by now; None where that is no show day.

    Raises NoShowDays and ContradictoryRules."""
    sums = opened(area.edition, [area], [Part.SECONDS])
    shown = next((known for known in sums.rules.show_days if known.day == day), None)
    if shown is None:
        return None
    steps = insides.steps_on(sums, shown)[area.pk]
    starts = list(_quarters(shown, [step.at for step in steps]))
    most = figures.most_within(steps, starts)
    quarters = [
        Quarter(start, people if start <= sums.at else None)
        for start, people in zip(starts, most, strict=True)
    ]
    return Course(area, shown, quarters, figures.peak(steps))


def days_of_areas(
    edition: Edition, areas: Sequence[Area], as_of: datetime | None = None, *, latest: int = 0
) -> list[DayOfArea]:
    """Each area on each show day that has begun, or on so many of the latest: day by day, and in
    the order of the areas.

    Raises NoShowDays, ContradictoryRules, AsOfTooEarly and AsOfInTheFuture."""
    sums = opened(edition, areas, [Part.SECONDS], as_of)
    told = insides.by_area(sums, sums.at, latest)
    days = sorted({day for of_area in told.values() for day in of_area})
    return [DayOfArea(area, day, told[area.pk][day]) for day in days for area in areas]


def _quarters(day: figures.ShowDay, moments: Sequence[datetime]) -> Iterator[datetime]:
    first = quarter_of(min([day.opens, *moments]))
    last = quarter_of(max([day.closes - QUARTER, *moments]))
    while first <= last:
        yield first
        first += QUARTER
