"""Halls, sessions and booths: figures of their own, by the scans at their own doors."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from expo.models import Edition
from visitors.attendance import insides, totals
from visitors.attendance.rows import Row, inside_document
from visitors.attendance.seats import attendances
from visitors.attendance.sources import opened
from visitors.attendance.sums import Part, Sums
from visitors.figures import Attendance, hour_of
from visitors.models import NO_DAY, Area, AreaKind, Gate

ROOM = (*totals.TOTALS, Part.SECONDS)


@dataclass(frozen=True, slots=True)
class BoothDay:
    """One booth on one show day, by the code of its space."""

    booth: str
    day: date
    entries: int
    visits: int
    unidentified: int


@dataclass(frozen=True, slots=True)
class BoothHour:
    """One booth in one hour of a show day, as the clocks of the fair show it."""

    booth: str
    day: date
    hour: datetime
    entries: int


def by_hall(edition: Edition, as_of: datetime | None = None) -> list[Row]:
    halls = list(_areas(edition, AreaKind.HALL).select_related("hall", "edition"))
    sums = opened(edition, halls, ROOM, as_of)
    return [
        {"hall": area.code, "name": area.hall.name if area.hall else area.code, **counted}
        for area, counted in _counted(halls, sums)
    ]


def by_session(edition: Edition, as_of: datetime | None = None) -> list[Row]:
    """Who was in the room, against its capacity and the seats that are reserved."""
    rooms = list(_areas(edition, AreaKind.SESSION).select_related("session", "edition"))
    sums = opened(edition, rooms, (*ROOM, Part.PRESENT), as_of)
    seats = attendances(rooms, sums)
    return [
        {**_session(area, edition), **counted, **_seats(seats[area.pk])}
        for area, counted in _counted(rooms, sums)
    ]


def booths(edition: Edition) -> list[str]:
    """Every booth with a door of its own, by the code of its space."""
    return list(_areas(edition, AreaKind.BOOTH).values_list("code", flat=True))


def booth_days(edition: Edition, as_of: datetime | None = None) -> list[BoothDay]:
    """Every booth and show day with a visit; whose booth it was that day, booths know."""
    areas = list(_areas(edition, AreaKind.BOOTH))
    codes = {area.pk: area.code for area in areas}
    rows = (
        BoothDay(codes[row.area], row.day, row.entries, row.daily_unique, row.unidentified)
        for row in opened(edition, areas, [Part.DAYS], as_of).days()
        if row.day != NO_DAY and (row.entries or row.daily_unique or row.unidentified)
    )
    return sorted(rows, key=lambda row: (row.booth, row.day))


def booth_hours(edition: Edition, codes: Sequence[str]) -> list[BoothHour]:
    """Of these booths every hour of a show day in which somebody came, in order."""
    areas = list(_areas(edition, AreaKind.BOOTH).filter(code__in=codes))
    booth_of = dict(Gate.objects.filter(area__in=areas).values_list("code", "area__code"))
    sums = opened(edition, areas, [Part.FLOWS])
    entries: Counter[tuple[str, date, datetime]] = Counter()
    for key, flow in sums.flows().items():
        if key.day is not None and flow.entries:
            hour = hour_of(key.quarter, sums.rules.zone)
            entries[booth_of[key.gate], key.day, hour] += flow.entries
    rows = (BoothHour(*key, number) for key, number in entries.items())
    return sorted(rows, key=lambda row: (row.booth, row.hour))


def _areas(edition: Edition, kind: AreaKind) -> QuerySet[Area]:
    return Area.objects.of(edition).filter(kind=kind).order_by("code")


def _counted(areas: Sequence[Area], sums: Sums) -> list[tuple[Area, Row]]:
    counted, inside = totals.figures_in(areas, sums), insides.so_far(sums)
    return [
        (
            area,
            {
                **counted[area.pk].to_json()["totals"],
                **inside_document(area, inside[area.pk], sums),
            },
        )
        for area in areas
    ]


def _session(area: Area, edition: Edition) -> Row:
    if area.session is None:
        return {"session": area.code, "title": area.code, "starts_at": None, "capacity": None}
    return {
        "session": area.code,
        "title": area.session.title,
        "starts_at": area.session.starts_at.astimezone(edition.tz).isoformat(),
        "capacity": area.session.capacity,
    }


def _seats(attended: Attendance) -> Row:
    return {
        "reserved": attended.reserved,
        "came": attended.came,
        "no_shows": attended.no_shows,
        "without_seat": attended.without_seat,
    }
