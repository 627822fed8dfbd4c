"""Whose data somebody asks about: by a number, never by a name, since it stands in the address."""

import re

from expo.looks.searching import Whose
from expo.models import Edition, SubjectKind
from visitors import registrations, signing
from visitors.models import Person, Ticket

KEY = re.compile(r"#?(\d{1,18})")


def found(edition: Edition, text: str) -> Whose | None:
    """The visitor of a ticket, a reservation number or a visitor's own number; None for nobody."""
    text = text.strip()
    person = _of_ticket(edition, text) or _of_registration(edition, text) or _own(edition, text)
    return Whose(SubjectKind.PERSON, person) if person else None


def _of_ticket(edition: Edition, text: str) -> int | None:
    try:
        number = signing.ticket_number(text.lower())
    except ValueError:
        return None
    ticket = Ticket.objects.of(edition).filter(pk=number).select_related("registration").first()
    if ticket is None:
        return None
    return ticket.person_id or (ticket.registration.person_id if ticket.registration else None)


def _of_registration(edition: Edition, text: str) -> int | None:
    registration = registrations.by_number(edition, text)
    return registration.person_id if registration else None


def _own(edition: Edition, text: str) -> int | None:
    written = KEY.fullmatch(text)
    if written is None:
        return None
    rows = Person.objects.of(edition).filter(pk=int(written[1]))
    return rows.values_list("pk", flat=True).first()
