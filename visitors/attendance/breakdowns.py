"""The fair's figures taken apart: by gate, by hour, by day, by hall, by session, by booth.

Entries by gate, hour and day sum to the entries of the fair. Halls, sessions and booths have
figures of their own, by the same rules and their own gates.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from expo import editions
from expo.models import Edition
from visitors import figures
from visitors.attendance import insides, sums
from visitors.models import NO_DAY, Area, AreaDay, AreaKind, GateQuarter

FLOW = ("entries", "heads_in", "heads_out", "repeats", "conflicts", "refused", "voided")
DAY = ("entries", "daily_unique", "unidentified", "conflicts", "refused", "voided")

Row = dict[str, Any]


def by_gate(edition: Edition) -> list[Row]:
    """Every entrance, also one through which nobody came."""
    area = insides.fair_of(edition)
    gates = list(area.gates.order_by("code")) if area else []
    flows: dict[int, Counter[str]] = {gate.pk: Counter() for gate in gates}
    for gate, *numbers in _flow(edition).values_list("gate_id", *FLOW):
        flows[gate].update(dict(zip(FLOW, numbers, strict=True)))
    return [
        {"gate": gate.code, "name": gate.name or gate.code, **_all(flows[gate.pk])}
        for gate in gates
    ]


def by_hour(edition: Edition) -> list[Row]:
    """Every hour in which anything happened at an entrance; `hour` with the fair's offset."""
    flows: dict[tuple[date, datetime], Counter[str]] = {}
    for day, quarter, *numbers in _flow(edition).values_list("day", "quarter", *FLOW):
        hour = quarter.astimezone(edition.tz).replace(minute=0)
        flow = flows.setdefault((day, hour), Counter())
        flow.update(dict(zip(FLOW, numbers, strict=True)))
    return [
        {"day": _shown(day), "hour": hour.isoformat(), **_all(flow)}
        for (day, hour), flow in sorted(flows.items(), key=lambda item: item[0][1])
    ]


def by_day(edition: Edition) -> list[Row]:
    """Every show day, and with `day` null what was refused or voided outside them."""
    area, at = insides.fair_of(edition), editions.now(edition)
    counted = {
        row.pop("day"): row
        for row in AreaDay.objects.filter(edition=edition, area=area).values("day", *DAY)
    }
    inside = insides.days_of(area, at) if area else {}
    days = [day.day for day in sums.figures(edition).days]
    outside = [NO_DAY] if any(counted.get(NO_DAY, {}).values()) else []
    return [
        {
            "day": _shown(day),
            **counted.get(day, dict.fromkeys(DAY, 0)),
            "peak": peak_document(inside[day].peak if day in inside else None, edition),
        }
        for day in [*days, *outside]
    ]


def by_hall(edition: Edition) -> list[Row]:
    halls = Area.objects.of(edition).filter(kind=AreaKind.HALL).select_related("hall", "edition")
    return _areas(
        halls.order_by("code"),
        edition,
        lambda area: {"hall": area.code, "name": area.hall.name if area.hall else area.code},
    )


def by_session(edition: Edition) -> list[Row]:
    rooms = Area.objects.of(edition).filter(kind=AreaKind.SESSION)
    return _areas(
        rooms.select_related("session", "edition").order_by("code"),
        edition,
        lambda area: {
            "session": area.code,
            "title": area.session.title if area.session else area.code,
            "starts_at": area.session and area.session.starts_at.astimezone(edition.tz).isoformat(),
            "capacity": area.session and area.session.capacity,
        },
    )


@dataclass(frozen=True, slots=True)
class BoothDay:
    """One booth on one show day, by the code of its space."""

    booth: str
    day: date
    entries: int
    visits: int
    unidentified: int


def booth_days(edition: Edition) -> list[BoothDay]:
    """Every booth and show day with a scan; whose booth it was that day, booths know."""
    rows = AreaDay.objects.filter(edition=edition, area__kind=AreaKind.BOOTH).exclude(day=NO_DAY)
    numbers = rows.values_list("area__code", "day", "entries", "daily_unique", "unidentified")
    return [BoothDay(*row) for row in numbers.order_by("area__code", "day")]


def quarters(edition: Edition, day: date) -> list[Row]:
    """The entrances' flow on one show day, per gate and quarter of an hour (aware, UTC)."""
    rows = _flow(edition).filter(day=day).order_by("quarter", "gate__code")
    return [
        {"gate": gate, "quarter": quarter, **dict(zip(FLOW, numbers, strict=True))}
        for gate, quarter, *numbers in rows.values_list("gate__code", "quarter", *FLOW)
    ]


BREAKDOWNS: dict[str, Callable[[Edition], list[Row]]] = {
    "gate": by_gate,
    "hour": by_hour,
    "day": by_day,
    "hall": by_hall,
    "session": by_session,
}


def peak_document(peak: figures.Inside | None, edition: Edition) -> Row | None:
    if peak is None:
        return None
    return {
        "people": peak.people,
        "at": peak.at.astimezone(edition.tz).isoformat(),
        "is_observed": peak.is_observed,
    }


def _areas(areas: Iterable[Area], edition: Edition, named: Callable[[Area], Row]) -> list[Row]:
    areas = list(areas)
    counted = sums.figures_in(areas)
    there = insides.inside_each(areas, editions.now(edition))
    return [
        {
            **named(area),
            **counted[area.pk].to_json()["totals"],
            "inside": there[area.pk].people if area.pk in there else 0,
            "peak": peak_document(there[area.pk].peak if area.pk in there else None, edition),
        }
        for area in areas
    ]


def _flow(edition: Edition) -> Any:
    return GateQuarter.objects.filter(edition=edition, gate__area__kind=AreaKind.FAIR)


def _all(flow: Counter[str]) -> Row:
    return {name: flow[name] for name in FLOW}


def _shown(day: date) -> str | None:
    return None if day == NO_DAY else day.isoformat()
