"""How many people are inside an area, and when most were. A safety figure, told by the second."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from expo.models import Edition
from visitors import figures
from visitors.attendance import calendars
from visitors.models import Area, AreaKind, AreaMinute, Observation

Changes = dict[datetime, int]
Headcounts = list[figures.Observation]
LAST_SECOND = timedelta(seconds=59)


@dataclass(frozen=True, slots=True)
class DayInside:
    """One area on one show day up to a moment: people inside then, and the most so far.

    `observed` is the last headcount, `drift` by how much the doors said more than it counted."""

    day: figures.ShowDay
    people: int = 0
    is_observed: bool = False
    peak: figures.Inside | None = None
    observed: figures.Observation | None = None
    drift: int | None = None


def fair_of(edition: Edition) -> Area | None:
    """The fair as a whole; None before anybody made a gate into it."""
    return Area.objects.of(edition).filter(kind=AreaKind.FAIR).select_related("edition").first()


def inside(area: Area, at: datetime) -> DayInside | None:
    """The area at that moment; None outside the show days. Raises NoShowDays."""
    return inside_each([area], at).get(area.pk)


def inside_each(areas: Iterable[Area], at: datetime) -> dict[int, DayInside]:
    """Several areas of one edition at that moment, by their keys; empty outside the show days."""
    areas = list(areas)
    day = calendars.rules_of(areas[0].edition).day_of(at) if areas else None
    return {area: told for (area, _day), told in _on(areas, [day] if day else [], at).items()}


def days_of(area: Area, at: datetime) -> dict[date, DayInside]:
    """The area on each show day that has begun by then, as it was at the end of it or is now."""
    begun = [day for day in calendars.rules_of(area.edition).show_days if day.starts <= at]
    return {day: told for (_area, day), told in _on([area], begun, at).items()}


def _on(
    areas: list[Area], days: list[figures.ShowDay], at: datetime
) -> dict[tuple[int, date], DayInside]:
    """By area and day, from three queries at any size."""
    if not days:
        return {}
    headcounts = _headcounts(areas, at)
    minutes = AreaMinute.objects.filter(
        edition=areas[0].edition_id,
        area__in=areas,
        day__in=[day.day for day in days],
        minute__lte=at,
    )
    changes = _changes(minutes, _exact(headcounts, at), at)
    return {
        (area.pk, day.day): _so_far(
            day,
            changes[area.pk, day.day],
            [seen for seen in headcounts[area.pk] if day.starts <= seen.observed_at < day.ends],
        )
        for area in areas
        for day in days
    }


def _headcounts(areas: list[Area], at: datetime) -> dict[int, Headcounts]:
    headcounts: dict[int, Headcounts] = defaultdict(list)
    seen = Observation.objects.filter(area__in=areas, observed_at__lte=at)
    for row in seen.order_by("observed_at", "pk"):
        headcount = figures.Observation(f"{row.pk:020}", row.observed_at, row.count)
        headcounts[row.area_id].append(headcount)
    return headcounts


def _exact(headcounts: dict[int, Headcounts], at: datetime) -> set[datetime]:
    """The minutes in which every second matters: those with a headcount, and the last one."""
    moments = [at, *(seen.observed_at for all_seen in headcounts.values() for seen in all_seen)]
    return {moment.replace(second=0, microsecond=0) for moment in moments}


def _changes(
    minutes: QuerySet[AreaMinute], exact: set[datetime], at: datetime
) -> dict[tuple[int, date], Changes]:
    """By area and day what changed until then, minute by minute, or second by second if exact."""
    changes: dict[tuple[int, date], Changes] = defaultdict(dict)
    outlines = minutes.exclude(minute__in=exact).values_list(
        "area_id", "day", "minute", "change", "high", "high_at"
    )
    for area, day, minute, change, high, high_at in outlines:
        if high_at is not None:
            changes[area, day] |= _outline(minute, change, high, high_at)
    for row in minutes.filter(minute__in=exact):
        seconds = zip(row.seconds, row.changes, strict=True)
        changes[row.area_id, row.day] |= {
            moment: net
            for second, net in seconds
            if (moment := row.minute + timedelta(seconds=second)) <= at
        }
    return changes


def _outline(minute: datetime, change: int, high: int, high_at: datetime) -> Changes:
    """The same sum and the same highest point as all its seconds, in two steps at most."""
    if change == high:
        return {high_at: high}
    return {high_at: high, minute + LAST_SECOND: change - high}


def _so_far(day: figures.ShowDay, changes: Changes, headcounts: Headcounts) -> DayInside:
    steps = list(figures.occupancy(changes, headcounts, day))
    if not steps:
        return DayInside(day)
    return DayInside(
        day,
        people=steps[-1].people,
        is_observed=steps[-1].is_observed,
        peak=figures.peak(steps),
        observed=headcounts[-1] if headcounts else None,
        drift=_drift(changes, headcounts, day) if headcounts else None,
    )


def _drift(changes: Changes, headcounts: Headcounts, day: figures.ShowDay) -> int:
    *before, last = headcounts
    until = {second: net for second, net in changes.items() if second <= last.observed_at}
    steps = list(figures.occupancy(until, before, day))
    return (steps[-1].people if steps else 0) - last.count
