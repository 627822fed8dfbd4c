"""The lines of a question: what each is called, and its number. Nothing is counted here."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from booths.models import Sector
from expo import editions
from expo.dashboard.booth_visits import given_to
from expo.dashboard.explore import choices
from expo.dashboard.explore.asked import Part
from expo.dashboard.explore.subjects import Subject
from expo.models import Edition
from visitors import attendance
from visitors.attendance import slices
from visitors.attendance.slices import By, Within
from visitors.classes import VISITOR_CLASSES
from visitors.definitions import DEFINITIONS
from visitors.figures import UNKNOWN
from visitors.models import Area
from visitors.models.classes import CLASSES
from visitors.models.registration import RegistrationSource

FIRST, AGAIN, HEADS = "first_visits", "repeat_visits", "unidentified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`match`: what it is compared by; `key`: what its rows are asked for by; `value` None: not
    known, as of a day to come. `is_apart`: part of no sum. `rank`: where it stands among hours,
    of which each side may lack some: nothing happened in them."""

    match: str
    key: str
    label: str
    value: int | None
    code: str = ""
    is_apart: bool = False
    rank: int | None = None


def of(subject: Subject, figure: str, part: Part) -> list[Line]:
    """Raises NoShowDays, ContradictoryRules, AsOfTooEarly and AsOfInTheFuture."""
    if subject.by is None:
        return list(_sectors(figure, part))
    areas = _areas(subject, part)
    within = Within(areas=areas, day=part.day, gate=part.gate, ticket_class=part.ticket_class)
    told = slices.numbers(part.edition, subject.by, figure, within, part.as_of)
    return list(LINES[subject.by](told, figure, part, areas or []))


def _areas(subject: Subject, part: Part) -> list[Area] | None:
    if subject.kind:
        here = part.edition.areas.filter(kind=subject.kind).with_names()
        return list(here.order_by("session__starts_at", "code"))
    return [part.place] if part.place else None


def _days(told: slices.Numbers, figure: str, part: Part, _areas: list[Area]) -> Iterator[Line]:
    days = list(part.edition.show_days.order_by("date").values_list("date", flat=True))
    today = editions.show_day(part.edition, part.as_of or editions.now(part.edition))
    for number, day in enumerate(days, start=1):
        key = day.isoformat()
        value = told.get(key, 0) if day <= today else told.get(key) or None
        label = {"number": number, "date": date_format(day, "Y-m-d (D)")}
        name = _("Day %(number)s · %(date)s") % label
        yield Line(match=str(number), key=key, label=name, value=value, code=key)
    if told.get(slices.OUTSIDE):
        name = _("Outside the show days")
        yield Line(match="outside", key="outside", label=name, value=told[slices.OUTSIDE])


def _hours(told: slices.Numbers, figure: str, part: Part, _areas: list[Area]) -> Iterator[Line]:
    """The hours in which the fair is open, and wherever something happened, in their order."""
    boundary = part.edition.day_boundary.hour
    hours = {int(hour) for hour, number in told.items() if number} | {*_open_hours(part)}
    ranks = sorted((hour - boundary) % 24 for hour in hours)
    for rank in range(ranks[0], ranks[-1] + 1) if ranks else ():
        hour = (rank + boundary) % 24
        yield Line(
            match=f"{hour:02}",
            key=str(hour),
            label=_("%(hour)s:00") % {"hour": f"{hour:02}"},
            value=told.get(str(hour), 0),
            code=str(hour),
            rank=rank,
        )


def _open_hours(part: Part) -> Iterator[int]:
    days = part.edition.show_days.all()
    for day in days.filter(date=part.day) if part.day else days:
        last = day.closes.hour - (0 if day.closes.minute else 1)
        yield from ((day.opens.hour + n) % 24 for n in range((last - day.opens.hour) % 24 + 1))


def _gates(told: slices.Numbers, figure: str, part: Part, _areas: list[Area]) -> Iterator[Line]:
    for gate in choices.gates_into(part.edition, part.place):
        yield Line(
            match=gate.code,
            key=gate.code,
            label=choices.gate_label(gate),
            value=told.get(gate.code, 0),
            code=gate.code,
        )


def _places(told: slices.Numbers, figure: str, part: Part, areas: list[Area]) -> Iterator[Line]:
    for area in areas:
        yield Line(
            match=area.code,
            key=area.code,
            label=choices.named(area),
            value=told.get(str(area.pk), 0),
            code=area.code,
        )


def _classes(told: slices.Numbers, figure: str, part: Part, _areas: list[Area]) -> Iterator[Line]:
    """Visits are of visitors' classes alone."""
    for name, label in CLASSES:
        if figure == "person_days" or name in VISITOR_CLASSES:
            yield Line(match=name, key=name, label=str(label), value=told.get(name, 0), code=name)


def _visits(told: slices.Numbers, figure: str, part: Part, _areas: list[Area]) -> Iterator[Line]:
    for name in (FIRST, AGAIN, HEADS):
        label = str(DEFINITIONS[name].label)
        value = told.get(name, 0)
        is_apart = name == HEADS
        yield Line(match=name, key=name, label=label, value=value, code=name, is_apart=is_apart)


def _ways(told: slices.Numbers, figure: str, part: Part, _areas: list[Area]) -> Iterator[Line]:
    for source, label in [*RegistrationSource.choices, (UNKNOWN, _("Unknown"))]:
        value = told.get(source, 0)
        yield Line(match=source, key=source, label=str(label), value=value, code=source)


def _sectors(figure: str, part: Part) -> Iterator[Line]:
    """Visits of booths by the sector of whom each was given to on the day."""
    given, sums = given_to(part.edition), Counter[str]()
    for visited in attendance.booth_days(part.edition, part.as_of):
        if part.day in {None, visited.day}:
            holder = given.get((visited.booth, visited.day))
            sums[holder.sector if holder else UNKNOWN] += getattr(visited, figure)
    for sector, label in [*Sector.choices, (UNKNOWN, _("Given to nobody"))]:
        yield Line(match=sector, key=sector, label=str(label), value=sums[sector], code=sector)


def spots_of(edition: Edition, sector: str, day: date | None) -> list[tuple[str, date]]:
    """The booths of a sector, each on the show days on which it was."""
    given = given_to(edition)
    days = list(edition.show_days.values_list("date", flat=True))
    return [
        (booth, one)
        for booth in attendance.booths(edition)
        for one in days
        if day in {None, one}
        and (given[booth, one].sector if (booth, one) in given else UNKNOWN) == sector
    ]


LINES = {
    By.DAY: _days,
    By.HOUR: _hours,
    By.GATE: _gates,
    By.PLACE: _places,
    By.CLASS: _classes,
    By.VISIT: _visits,
    By.REGISTRATION: _ways,
}
