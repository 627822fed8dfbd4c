"""What stands on the badge of a ticket, and a single badge drawn at once."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from expo.errors import Conflict, Refused
from expo.models import ShowDay
from visitors import badges, signing, tickets
from visitors.badges import Badge, Paper, Words
from visitors.classes import TicketClass
from visitors.models import Person, Ticket
from visitors.models.classes import CLASSES

DIGITS = 6
"""Of the ticket's sixteen, the last that a desk reads out to find it."""


class TicketRevoked(Conflict):
    code = "ticket_revoked"
    message = _("This ticket has been revoked: no badge is printed for it.")


class FontsMissing(Refused):
    code = "fonts_missing"
    message = _("The fonts of badges are missing on the server. Run “make setup” there.")


def one(ticket: Ticket, paper: str) -> bytes:
    """The badge as a PDF of one page; `paper` is one of BadgePaper.

    Raises TicketRevoked and FontsMissing, and tickets' KeyUnreadable."""
    if ticket.revoked_at is not None:
        raise TicketRevoked
    try:
        return badges.pdf(badges_of([ticket]), paper_of(paper), settings.FONTS)
    except badges.FontMissing as error:
        raise FontsMissing from error


def paper_of(name: str) -> Paper:
    return badges.PAPERS[name]


def badges_of(wanted: Iterable[Ticket]) -> list[Badge]:
    """In the order of the tickets, by a constant number of queries."""
    order = [ticket.pk for ticket in wanted]
    rows = Ticket.objects.with_badges().in_bulk(order)
    found = [rows[pk] for pk in order]
    days = _days_of({ticket.edition_id for ticket in found})
    codes = tickets.codes(found)
    return [_badge(row, code, days[row.edition_id]) for row, code in zip(found, codes, strict=True)]


def _badge(ticket: Ticket, code: str, days: list[date]) -> Badge:
    person = ticket.person or Person()
    leader = ticket.registration.person if ticket.registration else person
    ticket_class = TicketClass(ticket.ticket_class)
    is_group = ticket_class is TicketClass.GROUP
    return Badge(
        code=code,
        digits=signing.ticket_text(ticket.pk)[-DIGITS:],
        edition=Words(ticket.edition.name_ko, ticket.edition.name_en),
        ticket_class=ticket_class,
        class_word=_class_word(ticket_class),
        name=person.name,
        name_en=person.name_en,
        organisation=person.organisation or (leader.organisation if is_group else ""),
        days=_span(days[ticket.first_day : ticket.last_day + 1]),
        number=ticket.registration.number if ticket.registration else "",
        heads=ticket.heads,
    )


def _days_of(editions: Iterable[int]) -> dict[int, list[date]]:
    days = defaultdict(list)
    for edition, day in (
        ShowDay.objects.filter(edition__in=editions)
        .order_by("date")
        .values_list("edition_id", "date")
    ):
        days[edition].append(day)
    return days


def _span(days: list[date]) -> tuple[date, date] | None:
    """None where the edition lost the days since the ticket was issued."""
    return (days[0], days[-1]) if days else None


def _class_word(ticket_class: TicketClass) -> Words:
    word = dict(CLASSES)[ticket_class.value]
    with translation.override("ko"):
        korean = str(word)
    with translation.override("en"):
        return Words(korean, str(word))
