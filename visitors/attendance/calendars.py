"""The rules of an edition as figures need them, and as the statements do."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from expo.errors import Refused
from expo.models import Edition
from expo.show_days import NoShowDays
from visitors.classes import BY_NUMBER, TicketClass
from visitors.figures import REPEAT_READING, UNKNOWN, BadRules, OpenDay, Reentry, Rules, ShowDay
from visitors.models import NO_DAY, Area, AreaKind, Gate, RegistrationSource

DEFINITIONS_VERSION = 6
"""Another number makes every edition count anew: raise it when a definition, or how it is counted,
changes."""


FEW = 64
"""Calendars that a process remembers: those of the editions that are looked at, as they stand."""


class ContradictoryRules(Refused):
    """`why` is the code of what is wrong, the other facts say where."""

    code = "contradictory_rules"
    message = _("The show days of the edition contradict one another.")


CONTRADICTIONS = {
    "unknown_reentry": _("The re-entry rule is one of %(allowed)s, not %(reentry)s."),
    "unknown_time_zone": _("There is no time zone %(timezone)s."),
    "show_day_twice": _("%(day)s is a show day twice."),
    "boundary_inside_hours": _(
        "%(day)s is open from %(opens)s to %(closes)s: the day boundary (%(boundary)s) may not lie "
        "in between."
    ),
    "closes_before_it_opens": _(
        "%(day)s opens at %(opens)s and closes at %(closes)s: a day closes after it opens, at the "
        "latest at the day boundary (%(boundary)s) of the next morning."
    ),
}
"""The codes of `BadRules` in the reader's language; without show days it is NoShowDays."""


def rules_of(edition: Edition) -> Rules:
    """Raises NoShowDays and ContradictoryRules."""
    days = tuple(OpenDay(day.date, day.opens, day.closes) for day in edition.show_days.all())
    if not days:
        raise NoShowDays
    reentry: Reentry = edition.reentry  # type: ignore[assignment]  # a database constraint says so
    try:
        return _rules(edition.timezone, days, edition.day_boundary, reentry)
    except BadRules as error:
        told = str(CONTRADICTIONS[error.code]) % error.facts
        raise ContradictoryRules(told, why=error.code, **error.facts) from error


@lru_cache(maxsize=FEW)
def _rules(timezone: str, days: tuple[OpenDay, ...], boundary: time, reentry: Reentry) -> Rules:
    """The same for the same words: a season of days takes milliseconds to be told as instants."""
    return Rules(timezone=timezone, days=days, day_boundary=boundary, reentry=reentry)


def rules_in(area: Area, rules: Rules) -> Rules:
    """The edition's re-entry rule holds at the entrances; halls and sessions are free."""
    return rules if area.kind == AreaKind.FAIR else replace(rules, reentry="free")


def parameters(edition: Edition, rules: Rules) -> dict[str, Any]:
    """What the statements ask for; the show days as instants, so that only Python knows zones."""
    fair = Area.objects.of(edition).filter(kind=AreaKind.FAIR).values_list("pk", flat=True)
    return {
        "edition": edition.pk,
        "fair": fair.first(),
        **_calendar(rules.show_days),
        "reentry": rules.reentry,
        "visitor_classes": sorted(rules.visitor_classes),
        "classes": [str(name) for name in BY_NUMBER],
        "visitor_bits": sum(1 << _place(name) for name in rules.visitor_classes),
        "repeat_reading": REPEAT_READING,
        "no_day": NO_DAY,
        "sources": RegistrationSource.values,
        "unknown": UNKNOWN,
    }


@lru_cache(maxsize=FEW)
def _calendar(days: tuple[ShowDay, ...]) -> dict[str, Any]:
    """As PostgreSQL writes arrays: the driver would spell each moment anew for each statement."""
    return {
        "days": _array(day.day for day in days),
        "starts": _array(day.starts for day in days),
        "ends": _array(day.ends for day in days),
        "opens": _array(day.opens for day in days),
        "closes": _array(day.closes for day in days),
    }


def _array(moments: Iterable[date]) -> str:
    return "{" + ",".join(moment.isoformat() for moment in moments) + "}"


def _place(ticket_class: str) -> int:
    """In the list of classes, as PostgreSQL counts: from 1."""
    return TicketClass(ticket_class).number + 1


def fingerprint(edition: Edition, rules: Rules) -> str:
    """A hash of everything but the scans that decides a figure: another one means a rebuild."""
    doors = Gate.objects.of(edition).order_by("pk").values_list("pk", "area", "area__kind")
    told = [
        DEFINITIONS_VERSION,
        repr(rules.show_days),
        rules.reentry,
        sorted(rules.visitor_classes),
        list(doors),
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
