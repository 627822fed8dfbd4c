"""The figures of an edition: as counted by now, or as they could be known at a past moment."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from expo.models import Edition
from visitors import figures as pure
from visitors.attendance.documents import Known
from visitors.attendance.knowledge import Knowledge
from visitors.attendance.sources import opened, the_fair
from visitors.attendance.sums import ClassRow, DayRow, Part, Sums
from visitors.models import Area

TOTALS = (Part.DAYS, Part.FREQUENCIES, Part.CLASSES)


def figures(edition: Edition, as_of: datetime | None = None) -> pure.Figures:
    """The figures of the fair; with `as_of` (aware) as known to the server at that moment.

    Without, from the rollups: `as_of` of the answer is when they were counted, None for never.
    Raises NoShowDays, ContradictoryRules, AsOfTooEarly and AsOfInTheFuture."""
    area = the_fair(edition)
    return figures_of(area, opened(edition, area, TOTALS, as_of))


def figures_known(edition: Edition, known: Knowledge) -> pure.Figures:
    """The figures of the fair counted from what is taken as known; `as_of` is when its scans end.

    Raises NoShowDays and ContradictoryRules."""
    area = the_fair(edition)
    return figures_of(area, Known.count(edition, area, known, TOTALS))


def figures_of(area: Sequence[Area], sums: Sums) -> pure.Figures:
    """Of the only area, or of none: then they are zeros."""
    found = figures_in(area, sums)
    nothing = pure.Figures(days=_days([], sums.rules), as_of=sums.as_of)
    return next(iter(found.values()), nothing)


def figures_in(areas: Iterable[Area], sums: Sums) -> dict[int, pure.Figures]:
    """The figures of each of the areas, by the areas' keys."""
    days, frequencies, classes = sums.days(), sums.frequencies(), sums.classes()
    return {
        area.pk: pure.Figures(
            days=_days([row for row in days if row.area == area.pk], sums.rules),
            histogram={row.days: row.persons for row in frequencies if row.area == area.pk},
            classes=_others([row for row in classes if row.area == area.pk], sums.rules),
            conflicts=sum(row.conflicts for row in days if row.area == area.pk),
            refused=sum(row.refused for row in days if row.area == area.pk),
            voided=sum(row.voided for row in days if row.area == area.pk),
            as_of=sums.as_of,
        )
        for area in areas
    }


def _others(rows: Iterable[ClassRow], rules: pure.Rules) -> dict[str, int]:
    """Person-days of each class that is not a visitor's, over all days."""
    others: Counter[str] = Counter()
    for row in rows:
        if row.ticket_class not in rules.visitor_classes:
            others[row.ticket_class] += row.persons
    return dict(others)


def _days(rows: Iterable[DayRow], rules: pure.Rules) -> tuple[pure.DayFigures, ...]:
    counted = {
        row.day: pure.DayFigures(
            row.day, row.entries, row.daily_unique, row.unidentified, row.first_visits
        )
        for row in rows
    }
    return tuple(counted.get(day.day, pure.DayFigures(day.day)) for day in rules.show_days)
