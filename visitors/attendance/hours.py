"""One show day hour by hour, of every booth and of every hall; a few rows at any history."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from expo.models import Edition
from visitors import figures
from visitors.attendance import insides
from visitors.attendance.rooms import BoothHour
from visitors.attendance.sources import opened
from visitors.attendance.sums import Part
from visitors.figures import hour_of
from visitors.models import Area, AreaKind, GateQuarter


@dataclass(frozen=True, slots=True)
class HallHours:
    """The most people inside a hall in each hour that was asked for."""

    hall: str
    most: Sequence[int]


def booth_hours_on(edition: Edition, day: date) -> list[BoothHour]:
    """Of every booth the hours of the day in which somebody came, in order."""
    quarters = GateQuarter.objects.filter(edition=edition, day=day, entries__gt=0)
    rows = quarters.filter(gate__area__kind=AreaKind.BOOTH)
    entries: Counter[tuple[str, datetime]] = Counter()
    for booth, quarter, number in rows.values_list("gate__area__code", "quarter", "entries"):
        entries[booth, hour_of(quarter, edition.tz)] += number
    return [
        BoothHour(booth, day, hour, number) for (booth, hour), number in sorted(entries.items())
    ]


def hall_hours_on(edition: Edition, day: date, hours: Sequence[datetime]) -> list[HallHours]:
    """Every hall in these hours of a show day, which begin one after the other, by its code.

    Raises NoShowDays and ContradictoryRules."""
    halls = list(Area.objects.of(edition).filter(kind=AreaKind.HALL).order_by("code"))
    sums = opened(edition, halls, [Part.SECONDS])
    shown = next(known for known in sums.rules.show_days if known.day == day)
    steps = insides.steps_on(sums, shown)
    return [HallHours(hall.code, figures.most_within(steps[hall.pk], hours)) for hall in halls]
