"""One figure of a part of an edition, taken apart: of a day, of a hall, of a gate, of a class.

Every number here is a sum of what the breakdowns are made of, so that both tell the same.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from expo.models import Edition
from visitors import figures
from visitors.attendance import registrations
from visitors.attendance.sources import opened, the_fair
from visitors.attendance.sums import ClassRow, DayRow, FlowBy, Part, Sums
from visitors.classes import TicketClass
from visitors.models import NO_DAY, Area

FLOWS = ("entries", "heads_in", "heads_out", "repeats", "conflicts", "refused", "voided")
PERSONS = ("visits", "first_visits", "repeat_visits", "unidentified")
OF_PLACES = ("visits", "entries", "visitors", "repeat", "unidentified", *FLOWS[-3:])
OUTSIDE = ""
"""The key of what lies outside the show days."""

Of = TypeVar("Of", DayRow, ClassRow)
Numbers = dict[str, int]
"""Key of a line → its number. Lines that are nought may be left out."""


class By(StrEnum):
    DAY = "day"
    HOUR = "hour"
    GATE = "gate"
    PLACE = "place"
    CLASS = "class"
    VISIT = "visit"
    REGISTRATION = "registration"


FIGURES: dict[By, tuple[str, ...]] = {
    By.DAY: (*PERSONS, *FLOWS),
    By.HOUR: FLOWS,
    By.GATE: FLOWS,
    By.PLACE: OF_PLACES,
    By.CLASS: ("visits", "person_days", "unidentified"),
    By.VISIT: ("visits",),
    By.REGISTRATION: ("visits", "visitors"),
}
"""What can be told by what. Persons over all days are told of no day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """How far it is narrowed down; None and "": not. `areas`: None is the fair."""

    areas: Sequence[Area] | None = None
    day: date | None = None
    gate: str = ""
    ticket_class: str = ""


def numbers(
    edition: Edition, by: By, figure: str, within: Within, as_of: datetime | None = None
) -> Numbers:
    """Raises NoShowDays, ContradictoryRules, AsOfTooEarly and AsOfInTheFuture."""
    areas = the_fair(edition) if within.areas is None else within.areas
    sums = opened(edition, areas, _parts(by, figure), as_of)
    if by is By.REGISTRATION:
        return registrations.numbers(sums, figure, within.day)
    if figure in FLOWS and by is not By.PLACE:
        return _flows(sums, by, figure, within)
    if by is By.CLASS or within.ticket_class:
        return _classes(sums, by, figure, within)
    return _persons(sums, by, figure, within)


def _parts(by: By, figure: str) -> list[Part]:
    if by is By.REGISTRATION:
        return [Part.SOURCES]
    if figure in FLOWS and by is not By.PLACE:
        return [Part.FLOWS]
    return [Part.DAYS, Part.CLASSES, Part.FREQUENCIES]


def _flows(sums: Sums, by: By, figure: str, within: Within) -> Numbers:
    told: Counter[str] = Counter()
    for key, flow in sums.flow_sums(FLOW_BY[by], within.day, within.gate).items():
        told[_flow_key(key, sums.rules)] += getattr(flow, figure)
    return dict(told)


def _flow_key(key: str | date | datetime, rules: figures.Rules) -> str:
    if isinstance(key, datetime):
        return str(figures.hour_of(key, rules.zone).hour)
    if isinstance(key, date):
        return OUTSIDE if key == NO_DAY else key.isoformat()
    return key


def _classes(sums: Sums, by: By, figure: str, within: Within) -> Numbers:
    if figure == "unidentified":
        heads = sum(row.unidentified for row in _on(sums.days(), within.day))
        return {TicketClass.GROUP.value: heads}
    told: Counter[str] = Counter()
    for row in _on(sums.classes(), within.day):
        is_told = figure == "person_days" or row.ticket_class in sums.rules.visitor_classes
        if is_told and within.ticket_class in {"", row.ticket_class}:
            told[row.ticket_class if by is By.CLASS else row.day.isoformat()] += row.persons
    return dict(told)


def _persons(sums: Sums, by: By, figure: str, within: Within) -> Numbers:
    rows = _on(sums.days(), within.day)
    if by is By.VISIT:
        return {name: sum(_number(row, name) for row in rows) for name in PERSONS[1:]}
    if by is By.DAY:
        days = (row for row in rows if row.day != NO_DAY)
        return {row.day.isoformat(): _number(row, figure) for row in days}
    if figure in {"visitors", "repeat"}:
        return _of_all_days(sums, figure)
    told: Counter[str] = Counter()
    for row in rows:
        told[str(row.area)] += _number(row, figure)
    return dict(told)


def _of_all_days(sums: Sums, figure: str) -> Numbers:
    """Persons, and how often they came again, by area."""
    told: Counter[str] = Counter()
    for row in sums.frequencies():
        told[str(row.area)] += row.persons * (1 if figure == "visitors" else row.days - 1)
    return dict(told)


def _number(row: DayRow, figure: str) -> int:
    if figure == "repeat_visits":
        return row.daily_unique - row.first_visits
    return int(getattr(row, "daily_unique" if figure == "visits" else figure))


def _on(rows: Iterable[Of], day: date | None) -> list[Of]:
    return [row for row in rows if day in {None, row.day}]


FLOW_BY = {By.DAY: FlowBy.DAY, By.HOUR: FlowBy.QUARTER, By.GATE: FlowBy.GATE}
