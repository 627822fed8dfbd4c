"""What is told of each hall, on one show day or on all: visits, peak, how long people stay."""

from dataclasses import dataclass
from datetime import date, datetime

from expo.models import Edition
from visitors.attendance import insides
from visitors.attendance.insides import DayInside
from visitors.attendance.sources import opened
from visitors.attendance.sums import DayRow, Part
from visitors.figures import Inside, Stays
from visitors.models import NO_DAY, Area, AreaKind


@dataclass(frozen=True, slots=True)
class HallFigures:
    """`people`: inside now, None on a day that does not run; `peak`: the most there were."""

    hall: str
    name: str
    visits: int
    people: int | None
    peak: Inside | None
    stays: Stays


def halls(
    edition: Edition, day: date | None = None, as_of: datetime | None = None
) -> list[HallFigures]:
    """Every hall with doors, by its code; of one show day, or of all without one.

    Raises NoShowDays, ContradictoryRules, AsOfTooEarly and AsOfInTheFuture."""
    areas = Area.objects.of(edition).filter(kind=AreaKind.HALL).order_by("code")
    doors = list(areas.select_related("hall"))
    sums = opened(edition, doors, [Part.DAYS, Part.SECONDS], as_of)
    rows = [row for row in sums.days() if row.day == day or (day is None and row.day != NO_DAY)]
    inside, today = insides.by_area(sums, sums.at), sums.rules.day_of(sums.at)
    return [
        _hall(
            area,
            [row for row in rows if row.area == area.pk],
            {at: known for at, known in inside[area.pk].items() if day in {None, at}},
            today.day if today else None,
        )
        for area in doors
    ]


def _hall(
    area: Area, rows: list[DayRow], days: dict[date, DayInside], today: date | None
) -> HallFigures:
    now = days.get(today) if today else None
    return HallFigures(
        hall=area.code,
        name=str(area.hall.name) if area.hall else area.code,
        visits=sum(row.daily_unique for row in rows),
        people=now.people if now else None,
        peak=insides.highest(days.values()),
        stays=sum((Stays(row.people_in, row.stays, row.stay_seconds) for row in rows), Stays()),
    )
