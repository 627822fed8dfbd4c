"""How many people are inside an area, and when most were. A safety figure, told by the second."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from expo.models import Edition
from visitors import figures
from visitors.attendance import calendars, days_over
from visitors.attendance.days_over import Stamp
from visitors.attendance.documents import Known
from visitors.attendance.knowledge import Knowledge
from visitors.attendance.rollups import Counted
from visitors.attendance.sources import the_fair
from visitors.attendance.sums import Changes, Headcounts, Part, Sums
from visitors.models import Area


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


@dataclass(frozen=True, slots=True)
class AreaInside:
    """An area now, if it is a show day, and its fullest moment of all show days so far."""

    now: DayInside | None = None
    peak: figures.Inside | None = None


def inside(area: Area, at: datetime) -> DayInside | None:
    """The area at that moment as known by now; None outside the show days.

    Raises NoShowDays and ContradictoryRules."""
    return inside_each(area.edition, [area], at).get(area.pk)


def inside_each(edition: Edition, areas: Sequence[Area], at: datetime) -> dict[int, DayInside]:
    """Several areas at that moment, by their keys; empty outside the show days.

    Raises NoShowDays and ContradictoryRules."""
    return next(inside_at_each(edition, areas, [at]))


def inside_at_each(
    edition: Edition, areas: Sequence[Area], moments: Sequence[datetime]
) -> Iterator[dict[int, DayInside]]:
    """The same for several moments, the latest first, read once. Of another day than the latest
    nothing is told.

    Raises NoShowDays and ContradictoryRules."""
    sums = Counted(edition, calendars.rules_of(edition), areas)
    day = sums.rules.day_of(moments[0])
    headcounts = sums.headcounts(moments[0]) if day else {}
    exact = {minute for at in moments for minute in _exact(headcounts, at)}
    changes = sums.changes([day], moments[0], exact) if day else {}
    for at in moments:
        is_that_day = day is not None and sums.rules.day_of(at) == day
        yield _at(sums, day, at, changes, headcounts) if day and is_that_day else {}


def days_of(area: Area, at: datetime) -> dict[date, DayInside]:
    """The area on each show day that has begun by then, as it was at the end of it or is then.

    Raises NoShowDays and ContradictoryRules."""
    sums = Counted(area.edition, calendars.rules_of(area.edition), [area])
    return by_area(sums, at)[area.pk]


def days_known(edition: Edition, known: Knowledge) -> dict[date, DayInside]:
    """The fair on each show day that had begun, from what is taken as known; empty without doors.

    Raises NoShowDays and ContradictoryRules."""
    sums = Known.count(edition, the_fair(edition), known, [Part.SECONDS])
    return next(iter(by_area(sums, sums.at).values()), {})


def by_area(sums: Sums, at: datetime, latest: int = 0) -> dict[int, dict[date, DayInside]]:
    """For every area of the sums each show day that has begun by then, or so many of the latest."""
    begun = [day for day in sums.rules.show_days if day.starts <= at][-latest:]
    told = _over(sums, begun, at)
    return {area.pk: {day.day: told[area.pk, day.day] for day in begun} for area in sums.areas}


def so_far(sums: Sums) -> dict[int, AreaInside]:
    """Every area of the sums at the moment that they tell of."""
    today = sums.rules.day_of(sums.at)
    return {
        area: AreaInside(days.get(today.day) if today else None, highest(days.values()))
        for area, days in by_area(sums, sums.at).items()
    }


def steps_on(sums: Sums, day: figures.ShowDay) -> dict[int, list[figures.Inside]]:
    """For every area of the sums the people inside over a show day, up to the moment told of."""
    headcounts = sums.headcounts(sums.at)
    changes = sums.changes([day], sums.at, _exact(headcounts, sums.at))
    return {
        area.pk: list(
            figures.occupancy(changes.get((area.pk, day.day), {}), headcounts.get(area.pk, []), day)
        )
        for area in sums.areas
    }


def highest(days: Iterable[DayInside]) -> figures.Inside | None:
    peaks = [told.peak for told in days if told.peak]
    return max(peaks, key=lambda peak: peak.people, default=None)


def _over(
    sums: Sums, days: Sequence[figures.ShowDay], at: datetime
) -> dict[tuple[int, date], DayInside]:
    """By area and day, from as many queries at any size; of days that are over only what is not
    known from before."""
    if not days:
        return {}
    headcounts = sums.headcounts(at)
    stamps = _stamps(sums, [day for day in days if day.ends <= at], headcounts)
    empty = {key: DayInside(stamp.day) for key, stamp in stamps.items() if stamp.is_empty}
    stamps = {key: stamp for key, stamp in stamps.items() if key not in empty}
    known: dict[tuple[int, date], DayInside] = days_over.remembered(sums.edition.pk, stamps)
    known |= empty
    unknown = [day for day in days if any((area.pk, day.day) not in known for area in sums.areas)]
    told = _counted(sums, unknown, at, headcounts)
    days_over.remember(sums.edition.pk, stamps, told)
    return known | told


def _stamps(
    sums: Sums, days: Sequence[figures.ShowDay], headcounts: Headcounts
) -> dict[tuple[int, date], Stamp]:
    of = {day.day: day for day in days}
    return {
        (area, day): Stamp(version, of[day], tuple(_on(of[day], headcounts.get(area, []))))
        for (area, day), version in sums.versions(list(of)).items()
    }


def _counted(
    sums: Sums, days: Sequence[figures.ShowDay], at: datetime, headcounts: Headcounts
) -> dict[tuple[int, date], DayInside]:
    if not days:
        return {}
    changes = sums.changes(days, at, _exact(headcounts, at))
    return {
        (area.pk, day.day): _so_far(
            day, changes.get((area.pk, day.day), {}), _on(day, headcounts.get(area.pk, []))
        )
        for area in sums.areas
        for day in days
    }


def _at(
    sums: Sums,
    day: figures.ShowDay,
    at: datetime,
    changes: Mapping[tuple[int, date], Changes],
    headcounts: Headcounts,
) -> dict[int, DayInside]:
    """By area, from what changed on that day up to a later moment."""
    told = {}
    for area in sums.areas:
        known = changes.get((area.pk, day.day), {})
        seen = [one for one in _on(day, headcounts.get(area.pk, [])) if one.observed_at <= at]
        told[area.pk] = _so_far(day, {when: n for when, n in known.items() if when <= at}, seen)
    return told


def _on(
    day: figures.ShowDay, headcounts: Iterable[figures.Observation]
) -> list[figures.Observation]:
    return [seen for seen in headcounts if day.starts <= seen.observed_at < day.ends]


def _exact(headcounts: Headcounts, at: datetime) -> set[datetime]:
    """The minutes in which every second matters: those with a headcount, and the last one."""
    moments = [at, *(seen.observed_at for all_seen in headcounts.values() for seen in all_seen)]
    return {moment.replace(second=0, microsecond=0) for moment in moments}


def _so_far(
    day: figures.ShowDay, changes: Changes, headcounts: list[figures.Observation]
) -> DayInside:
    steps = list(figures.occupancy(changes, headcounts, day))
    if not steps:
        return DayInside(day)
    return DayInside(
        day,
        people=steps[-1].people,
        is_observed=steps[-1].is_observed,
        peak=figures.peak(steps),
        observed=headcounts[-1] if headcounts else None,
        drift=figures.drift(changes, headcounts, day),
    )
