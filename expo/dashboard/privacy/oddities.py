"""What is unusual in a month of the access log, in words, each with the entries it rests on."""

from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expo.admin.pages import address
from expo.looks.reviews import LARGE, Oddity
from expo.models import Edition


class Told(NamedTuple):
    sentence: str
    address: str


def told(edition: Edition, month: date, oddities: list[Oddity]) -> list[Told]:
    days = {"first": f"{month}", "last": f"{_last_day(month)}"}
    return [
        Told(_sentence(one), address("access_log", edition, **days, **_asked(one)))
        for one in oddities
    ]


def _last_day(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _asked(one: Oddity) -> dict[str, str]:
    """What the log is to be searched by."""
    who = {"account": str(one.who.pk)} if one.who else {}
    match one.kind:
        case "outside_hours":
            return {**who, "outside_hours": "on"}
        case "many_searches":
            return {**who, "act": "search"}
        case "many_eyes":
            return {"whose": f"#{one.whose}"}
    return who


def _sentence(one: Oddity) -> str:
    count = one.count
    facts = {"count": count, "who": one.who or _("Scanners"), "whose": one.whose, "large": LARGE}
    match one.kind:
        case "outside_hours":
            words = ngettext(
                "%(who)s: %(count)s entry outside of working hours",
                "%(who)s: %(count)s entries outside of working hours",
                count,
            )
        case "many_searches":
            words = ngettext("%(who)s: %(count)s search", "%(who)s: %(count)s searches", count)
        case "large":
            words = ngettext(
                "%(who)s: %(count)s export or print of %(large)s people or more",
                "%(who)s: %(count)s exports or prints of %(large)s people or more",
                count,
            )
        case "without_role":
            words = ngettext(
                "%(who)s: %(count)s look without a role at that time",
                "%(who)s: %(count)s looks without a role at that time",
                count,
            )
        case _:
            words = ngettext(
                "Visitor #%(whose)s: %(count)s account looked at this person alone",
                "Visitor #%(whose)s: %(count)s accounts looked at this person alone",
                count,
            )
    return words % facts
