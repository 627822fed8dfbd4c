"""What is held about somebody, as he reads it: the same document as the file, in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from expo.models import LookAct, Mail
from visitors import countries
from visitors.models import (
    Adjustment,
    CheckIn,
    Consent,
    ConsentText,
    Lead,
    Person,
    Registration,
    Reservation,
    Ticket,
)

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fact:
    """What is held under a label; `lang` says in which language a text was read and agreed to."""

    label: str
    value: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, and below it the facts of each thing of that kind."""

    title: str
    things: list[list[Fact]]


FIELD_OF = {"class": "ticket_class", "registered_with": "led_by"}
LABELS = {
    "exhibitor": gettext_lazy("Exhibitor"),
    "id": gettext_lazy("Ticket"),
    "reads": gettext_lazy("May read"),
    "title": gettext_lazy("Title"),
}
"""What the document says beside the fields of its rows."""
NOTICE = {"purpose", "items", "period", "refusal"}
"""Texts in the language of their row."""


def parts(held: Json) -> Iterator[Part]:
    """In the order in which one asks: who am I to you, what did I do, what did you do."""
    yield Part(_("About you"), [_facts(held["person"], Person)])
    for registration in held["registrations"]:
        yield from _parts_of_registration(registration)
    yield from _if_any(_("Registered along by you"), held["companions"], Registration)
    merged = [{"number": number} for number in held["counted_as_one_with"]]
    yield from _if_any(_("Counted as one person with"), merged, Registration)
    yield from _if_any(_("Mails to you"), held["mails"], Mail)
    yield Part(_("Who looked at your data"), [[_look(each)] for each in held["looks"]])


def _parts_of_registration(registration: Json) -> Iterator[Part]:
    yield Part(_("Your registration"), [_facts(registration, Registration)])
    yield from _if_any(_("Consents"), registration["consents"], Consent, ConsentText)
    yield from _if_any(_("Exhibitors who may know you"), registration["exhibitors"], Lead)
    for ticket in registration["tickets"]:
        yield Part(_("Your ticket"), [_facts(ticket, Ticket)])
        yield from _if_any(_("Scans of this ticket"), ticket["scans"], CheckIn)
        yield from _if_any(_("Sessions"), ticket["reservations"], Reservation)
        yield from _if_any(_("Counted in another class"), ticket["counted_as"], Adjustment)


def _if_any(title: str, rows: Sequence[Json], *models: type[Model]) -> Iterator[Part]:
    if rows:
        yield Part(title, [_facts(row, *models) for row in rows])


def _facts(row: Json, *models: type[Model]) -> list[Fact]:
    """What there is to say in one line each; further rows have parts of their own."""
    told = {key: value for key, value in row.items() if not isinstance(value, (dict, list))}
    return [
        Fact(
            _label(key, models),
            _word(key, value, models),
            row.get("language", "") if key in NOTICE else "",
        )
        for key, value in told.items()
        if value not in (None, "")
    ]


def _label(key: str, models: tuple[type[Model], ...]) -> str:
    if key in LABELS:
        return str(LABELS[key])
    field = _field(key, models)
    return capfirst(str(field.verbose_name)) if field else key


def _word(key: str, value: Any, models: tuple[type[Model], ...]) -> str:
    if isinstance(value, datetime):
        return date_format(value, _("D, j F, H:i"))
    if key == "country":
        return countries.name(value, get_language() or "ko") or str(value)
    field = _field(key, models)
    choices = dict(field.flatchoices) if field else {}
    return str(choices.get(value, value))


def _field(key: str, models: tuple[type[Model], ...]) -> Any:
    for model in models:
        try:
            return model._meta.get_field(FIELD_OF.get(key, key))
        except FieldDoesNotExist:
            continue
    return None


def _look(row: Json) -> Fact:
    words = {"act": LookAct(row["act"]).label, "times": row["times"]}
    return Fact(str(row["month"]), _("%(act)s: %(times)s times") % words)
