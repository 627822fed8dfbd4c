"""Which number's rows are asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from expo import editions
from expo.models import Edition
from visitors.attendance import Knowledge, calendars, knowledge
from visitors.classes import BY_NUMBER, TicketClass
from visitors.figures import REPEAT_READING, Rules
from visitors.models import NO_DAY, Area
from visitors.models.registration import RegistrationSource

SCANS = ("entries", "heads_in", "heads_out", "repeats", "conflicts", "refused", "voided")
FROM_THE_FIRST_DAY = ("visitors", "first_visits", "repeat", "repeat_visits")
"""Who came first knows only who looks at every day before."""
FIGURES = (*SCANS, "visits", *FROM_THE_FIRST_DAY, "unidentified", "person_days")
EVER = datetime.max.replace(tzinfo=UTC) - timedelta(days=1)

Spot = tuple[int, date]
"""An area on a show day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One figure of some areas, as far as it is narrowed down; None and "": not.

    `day` NO_DAY: outside the show days. `hour`: of the fair's clocks, on whatever day. `spots`:
    only these areas on these days. `as_of`: as known at that moment, else by now."""

    figure: str
    areas: Sequence[Area]
    day: date | None = None
    hour: int | None = None
    gate: str = ""
    ticket_class: str = ""
    registration: str = ""
    spots: Sequence[Spot] | None = None
    as_of: datetime | None = None


def parameters(edition: Edition, asked: Asked) -> dict[str, Any]:
    """Raises NoShowDays, ContradictoryRules, AsOfTooEarly and AsOfInTheFuture."""
    rules = calendars.rules_of(edition)
    return {
        **calendars.parameters(edition, rules),
        **_known(edition, rules, asked.as_of).parameters(),
        **_during(rules, asked),
        **_spots(asked.spots),
        "areas": [area.pk for area in asked.areas],
        "day": asked.day,
        "hour": asked.hour,
        "zone": edition.timezone,
        "gate": asked.gate or None,
        "class_place": TicketClass(asked.ticket_class).number + 1 if asked.ticket_class else None,
        "registration": asked.registration or None,
        "ways": RegistrationSource.values,
        "registered_by": asked.as_of or editions.now(edition),
        "class_names": [str(name) for name in BY_NUMBER],
    }


def _known(edition: Edition, rules: Rules, as_of: datetime | None) -> Knowledge:
    return knowledge.as_of(edition, rules, as_of) if as_of else Knowledge.at(EVER)


def _during(rules: Rules, asked: Asked) -> dict[str, datetime | None]:
    """The scans that decide what a scan of the day was: also those just before it."""
    days = [shown for shown in rules.show_days if shown.day == asked.day]
    if not days or asked.day == NO_DAY:
        return {"since": None, "until": None}
    since = None if asked.figure in FROM_THE_FIRST_DAY else days[0].starts - REPEAT_READING
    return {"since": since, "until": days[0].ends}


def _spots(spots: Sequence[Spot] | None) -> dict[str, list[Any] | None]:
    if spots is None:
        return {"spot_areas": None, "spot_days": None}
    return {
        "spot_areas": [area for area, _day in spots],
        "spot_days": [day for _area, day in spots],
    }
