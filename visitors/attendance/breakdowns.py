"""The fair's figures taken apart: by gate, by hour, by day, by class; they sum to its totals."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime

from expo.models import Edition
from visitors import figures
from visitors.attendance import insides, totals
from visitors.attendance.rollups import flows_on
from visitors.attendance.rows import Row, peak_document
from visitors.attendance.sources import opened, the_fair
from visitors.attendance.sums import DayRow, FlowBy, Part, Sums
from visitors.classes import TicketClass
from visitors.figures import Flow, FlowKey
from visitors.models import NO_DAY, Area
from visitors.models.classes import CLASSES

DAY = ("entries", "daily_unique", "unidentified", "conflicts", "refused", "voided")


def by_gate(edition: Edition, as_of: datetime | None = None) -> list[Row]:
    """Every entrance, also one through which nobody came."""
    area = the_fair(edition)
    flows = opened(edition, area, [Part.FLOWS], as_of).flow_sums(FlowBy.GATE, None, "")
    return [
        {"gate": gate.code, "name": gate.name or gate.code, **asdict(flows.get(gate.code, Flow()))}
        for fair in area
        for gate in fair.gates.order_by("code")
    ]


def by_hour(edition: Edition, as_of: datetime | None = None) -> list[Row]:
    """Every hour in which anything happened at an entrance; `hour` with the fair's offset."""
    sums = opened(edition, the_fair(edition), [Part.FLOWS], as_of)
    hours = figures.by_hour(sums.flows(), sums.rules.zone)
    return [
        {"day": day and day.isoformat(), "hour": hour.isoformat(), **asdict(flow)}
        for (day, hour), flow in sorted(hours.items(), key=lambda told: told[0].hour)
        if flow != Flow()
    ]


def by_day(edition: Edition, as_of: datetime | None = None) -> list[Row]:
    """Every show day, and with `day` null what was refused or voided outside them."""
    fair = the_fair(edition)
    sums = opened(edition, fair, [Part.DAYS, Part.SECONDS], as_of)
    counted = {row.day: row for row in sums.days()}
    peaks = _peaks(next(iter(fair), None), sums)
    days = [day.day for day in sums.rules.show_days]
    outside = [NO_DAY] if _happened(counted.get(NO_DAY)) else []
    return [
        {
            "day": None if day == NO_DAY else day.isoformat(),
            **{name: getattr(counted.get(day, _nothing(day)), name) for name in DAY},
            "peak": peaks.get(day),
        }
        for day in [*days, *outside]
    ]


def by_class(edition: Edition, as_of: datetime | None = None) -> list[Row]:
    """Every class; `visits` of the visitor classes and `unidentified` sum to the totals."""
    sums = opened(edition, the_fair(edition), [Part.DAYS, Part.CLASSES], as_of)
    persons: Counter[str] = Counter()
    for row in sums.classes():
        persons[row.ticket_class] += row.persons
    heads = sum(row.unidentified for row in sums.days())
    return [
        {
            "class": name,
            "name": str(label),
            "person_days": persons[name],
            "visits": persons[name] if name in sums.rules.visitor_classes else 0,
            "unidentified": heads if name == TicketClass.GROUP else 0,
        }
        for name, label in CLASSES
    ]


def by_visit(edition: Edition, as_of: datetime | None = None) -> list[Row]:
    """Every show day; first and repeat visits sum to the visits, `unidentified` is part of none."""
    fair = the_fair(edition)
    counted = totals.figures_of(fair, opened(edition, fair, totals.TOTALS, as_of))
    return [
        {
            "day": day.day.isoformat(),
            "visits": day.daily_unique,
            "first_visits": day.first_visits,
            "repeat_visits": day.repeat_visits,
            "unidentified": day.unidentified,
        }
        for day in counted.days
    ]


def quarters(edition: Edition, day: date, as_of: datetime | None = None) -> list[Row]:
    """The entrances' flow on one show day, per gate and quarter of an hour (aware, UTC)."""
    flows = _flows_known(edition, day, as_of) if as_of else flows_on(edition, day)
    return [
        {"gate": key.gate, "quarter": key.quarter, **asdict(flow)} for key, flow in flows.items()
    ]


def _flows_known(edition: Edition, day: date, as_of: datetime) -> Mapping[FlowKey, Flow]:
    flows = opened(edition, the_fair(edition), [Part.FLOWS], as_of).flows()
    return {key: flow for key, flow in flows.items() if key.day == day}


def _peaks(fair: Area | None, sums: Sums) -> dict[date, Row | None]:
    """The fullest moment of each show day that has begun."""
    days = insides.by_area(sums, sums.at)[fair.pk] if fair else {}
    return {day: peak_document(fair, told.peak, sums.edition) for day, told in days.items()}


def _nothing(day: date) -> DayRow:
    return DayRow(0, day, *[0] * len(DayRow._fields[2:]))


def _happened(row: DayRow | None) -> bool:
    return row is not None and any(row[2:])
