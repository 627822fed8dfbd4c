"""Tickets: issued with the presence that an entry will lock, shown as codes, revoked, adopted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Self

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from expo.errors import Refused
from expo.models import Edition
from visitors import areas, keys, reservations, signing, statements
from visitors.classes import TicketClass
from visitors.models import Person, Presence, Registration, SigningKey, Ticket
from visitors.models.fields import CurrentTransaction
from visitors.signing import TicketClaims

AT_ONCE = 2000


class NoSuchDay(Refused):
    code = "no_such_show_day"
    message = _("The edition has no such show days.")


@dataclass(frozen=True, slots=True)
class Order:
    """One ticket to issue. Days count the edition's show days from 0; `person` is a row's id."""

    ticket_class: TicketClass
    person: int | None = None
    registration: int | None = None
    first_day: int = 0
    last_day: int | None = None
    heads: int = 1

    @classmethod
    def of(cls, row: Registration, first_day: int = 0, last_day: int | None = None) -> Self:
        """What somebody registered for; a group's ticket is nobody's."""
        ticket_class = TicketClass(row.ticket_class)
        person = None if ticket_class is TicketClass.GROUP else row.person_id
        return cls(ticket_class, person, row.pk, first_day, last_day, row.heads)


def issue(edition: Edition, order: Order, *, at: datetime) -> Ticket:
    return issue_many(edition, [order], at=at)[0]


@transaction.atomic
def issue_many(edition: Edition, orders: Sequence[Order], *, at: datetime) -> list[Ticket]:
    """Issue tickets in the order of the orders. Raises NoSuchDay beyond the edition."""
    final_day = edition.show_days.count() - 1
    key = keys.current(edition)
    tickets = [_ticket(edition, key, order, final_day=final_day, at=at) for order in orders]
    Ticket.objects.bulk_create(tickets, batch_size=AT_ONCE)
    _make_presences(edition, tickets)
    return tickets


def _ticket(
    edition: Edition, key: SigningKey, order: Order, *, final_day: int, at: datetime
) -> Ticket:
    last_day = final_day if order.last_day is None else order.last_day
    if not 0 <= order.first_day <= last_day <= final_day:
        raise NoSuchDay(first_day=order.first_day, last_day=last_day, show_days=final_day + 1)
    return Ticket(
        id=signing.new_ticket(),
        edition=edition,
        key=key,
        registration_id=order.registration,
        person_id=order.person,
        ticket_class=order.ticket_class,
        first_day=order.first_day,
        last_day=last_day,
        heads=order.heads,
        issued_at=at,
    )


def _make_presences(edition: Edition, tickets: Iterable[Ticket]) -> None:
    """One statement for any number: a crowd of thirty thousand gets theirs in a moment."""
    with connection.cursor() as cursor:
        cursor.execute(
            statements.MAKE_PRESENCES,
            {
                "area": areas.fair(edition).pk,
                "edition": edition.pk,
                "tickets": [ticket.pk for ticket in tickets],
            },
        )


def codes(tickets: Iterable[Ticket]) -> list[str]:
    """The codes to print, in order. The same ticket has the same code each time: none is stored."""
    private_key = cache(keys.private_key)
    return [signing.sign_with(claims_of(ticket), private_key(ticket.key)) for ticket in tickets]


def code(ticket: Ticket) -> str:
    return codes([ticket])[0]


def claims_of(ticket: Ticket) -> TicketClaims:
    return TicketClaims(
        key=ticket.key_id,
        edition=ticket.edition.number,
        ticket=ticket.pk,
        ticket_class=TicketClass(ticket.ticket_class),
        first_day=ticket.first_day,
        last_day=ticket.last_day,
    )


@transaction.atomic
def revoke(ticket: Ticket, *, at: datetime) -> Ticket:
    """Refuse the ticket at every door from now on, and give its seats to those who wait for one.
    Its presence moves, which tells the scanners."""
    if Ticket.objects.valid().filter(pk=ticket.pk).update(revoked_at=at):
        Presence.objects.filter(ticket=ticket).update(xid=CurrentTransaction())
        reservations.give_up(ticket, at=at)
    ticket.refresh_from_db(fields=["revoked_at"])
    return ticket


@transaction.atomic
def adopt(edition: Edition, claims: TicketClaims, *, at: datetime) -> None:
    """Make the rows of a genuine ticket that this database does not know.

    A backup was restored, or the ticket was signed elsewhere with our key: it is genuine, so the
    door admits it, and its person is one nobody knows anything of. Safe to run twice at once.
    """
    _wait_for_others(claims.ticket)
    ticket = Ticket.objects.filter(pk=claims.ticket).first() or _adopted(edition, claims, at)
    _make_presences(edition, [ticket])


def _wait_for_others(ticket: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ticket])


def _adopted(edition: Edition, claims: TicketClaims, at: datetime) -> Ticket:
    is_group = claims.ticket_class is TicketClass.GROUP
    return Ticket.objects.create(
        id=claims.ticket,
        edition=edition,
        key_id=claims.key,
        person=None if is_group else Person.objects.create(edition=edition),
        ticket_class=claims.ticket_class,
        first_day=claims.first_day,
        last_day=claims.last_day,
        issued_at=at,
    )
