"""What a mail with a ticket says, sentence by sentence, in the language that is spoken."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from visitors import ticket_prints
from visitors.models import Registration, RegistrationSource
from visitors.ticket_faces import Face


def subject(row: Registration) -> str:
    words = {"edition": row.edition.name}
    if row.source == RegistrationSource.INVITED:
        return _("%(edition)s: your pass") % words
    return _("%(edition)s: your ticket") % words


def greeting(row: Registration) -> str:
    name = row.person.called
    return _("Dear %(name)s,") % {"name": name} if name else _("Good day,")


def opening(row: Registration) -> list[str]:
    words = {"edition": row.edition.name, "class": row.get_ticket_class_display()}
    if row.source != RegistrationSource.INVITED:
        return [greeting(row), _("here is your ticket for %(edition)s: %(class)s.") % words]
    told = _("You are invited to %(edition)s. Here is your pass: %(class)s.") % words
    whose = row.person.organisation
    by = [_("It was issued for %(organisation)s.") % {"organisation": whose}] if whose else []
    return [greeting(row), " ".join([told, *by])]


def facts(faces: Sequence[Face], row: Registration) -> Iterator[str]:
    """When, where, by which number, for how many, and who comes along."""
    own = faces[0]
    if own.days:
        yield "\n".join([_("When:"), *own.days_in_words])
    if venue := row.edition.venue:
        yield _("Where: %(venue)s") % {"venue": venue}
    yield _("Reservation number: %(number)s") % {"number": own.number}
    if own.ticket.heads > 1:
        yield _("The ticket is for a group: %(people)s enter by one code.") % {
            "people": ticket_prints.people(own.ticket.heads)
        }
    if along := [face.name for face in faces if face.ticket.registration_id != row.pk]:
        told = _("The tickets of those who come along are in the file too, a page each:")
        yield "\n".join([told, *along])


def twice(earlier: Sequence[Registration]) -> list[str]:
    """For whoever registered before under the same name and mail address."""
    if not earlier:
        return []
    return [
        _(
            "You had registered before, with the same name and mail address. All your tickets "
            "are valid, and you are counted once. The earlier ones stand below; cancel those that "
            "you do not need."
        )
    ]


def notes() -> list[str]:
    return [
        _(
            "Show the code at the entrance: on the attached sheet, or on the ticket page, which "
            "works without a network once you have opened it."
        ),
        _(
            "On the ticket page you cancel if you cannot come, correct your data, withdraw a "
            "consent, and have your data erased."
        ),
        _("The link opens your ticket without a password. Pass it on to nobody."),
    ]


def line(row: Registration) -> str:
    """One registration in a list: which fair, whose, of which class."""
    told = [str(row.edition.name), row.person.called, row.get_ticket_class_display()]
    return " · ".join(part for part in told if part)
