"""The rules of an edition as figures need them, and as the statements do."""

import hashlib
import json
from dataclasses import replace
from datetime import timedelta
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
    days = [OpenDay(day.date, day.opens, day.closes) for day in edition.show_days.order_by("date")]
    if not days:
        raise NoShowDays
    reentry: Reentry = edition.reentry  # type: ignore[assignment]  # a database constraint says so
    try:
        return Rules(
            timezone=edition.timezone,
            days=days,
            day_boundary=edition.day_boundary,
            reentry=reentry,
        )
    except BadRules as error:
        told = str(CONTRADICTIONS[error.code]) % error.facts
        raise ContradictoryRules(told, why=error.code, **error.facts) from error


def rules_in(area: Area, rules: Rules) -> Rules:
    """The edition's re-entry rule holds at the entrances; halls and sessions are free."""
    return rules if area.kind == AreaKind.FAIR else replace(rules, reentry="free")


def parameters(edition: Edition, rules: Rules) -> dict[str, Any]:
    """What the statements ask for; the show days as instants, so that only Python knows zones."""
    fair = Area.objects.of(edition).filter(kind=AreaKind.FAIR).first()
    return {
        "edition": edition.pk,
        "fair": fair.pk if fair else None,
        "days": [day.day for day in rules.show_days],
        "starts": [day.starts for day in rules.show_days],
        "ends": [day.ends for day in rules.show_days],
        "opens": [day.opens for day in rules.show_days],
        "closes": [day.closes for day in rules.show_days],
        "hours": list(range(max(map(_hours, rules.show_days)) + 2)),
        "reentry": rules.reentry,
        "visitor_classes": sorted(rules.visitor_classes),
        "classes": [str(name) for name in BY_NUMBER],
        "visitor_bits": sum(1 << _place(name) for name in rules.visitor_classes),
        "repeat_reading": REPEAT_READING,
        "no_day": NO_DAY,
        "sources": RegistrationSource.values,
        "unknown": UNKNOWN,
    }


def _hours(day: ShowDay) -> int:
    """How many whole hours a show day is long: 24, but 23 or 25 when the clocks change."""
    return (day.ends - day.starts) // timedelta(hours=1)


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
