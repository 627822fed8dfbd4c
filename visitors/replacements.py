"""Codes that a visitor replaces himself: one that was lost, or one with other days. Both times the
old code is refused from then on, and the mail with the new one is on its way."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from expo import editions, mails
from expo.errors import Conflict, Refused
from visitors import envelopes, registrations
from visitors.models import (
    AreaKind,
    Presence,
    Registration,
    RegistrationSource,
    Ticket,
)
from visitors.verdicts import Direction

MOST = 5
"""Codes that a registration gets within a day; the first one counts."""
DAY = timedelta(days=1)

Days = tuple[int, int]
"""The first and the last show day, from 0."""


class NoCode(Refused):
    code = "no_code"
    message = _("There is no valid code that could be replaced.")


class StillInside(Conflict):
    """Two codes that both admit would be two people."""

    code = "still_inside"
    message = _(
        "This ticket is inside the fair at the moment. The information desk gives you a new code."
    )


class TooManyCodes(Refused):
    """Facts: `most`."""

    code = "too_many_codes"
    message = _("This ticket got several new codes today. The information desk helps you.")


class DaysAreGiven(Refused):
    code = "days_are_given"
    message = _("The days of this ticket were chosen by whoever invited you: ask them.")


def code_of(registration: Registration) -> Ticket | None:
    """The newest ticket of the registration that a door admits."""
    tickets = registration.tickets.valid().select_related("edition")
    return tickets.order_by("-issued_at", "-pk").first()


@transaction.atomic
def replace(ticket: Ticket, *, at: datetime) -> Ticket:
    """Another code in place of one that was lost. The ticket comes by mail again.

    Raises NoCode, StillInside, TooManyCodes, and AlreadyReplaced for whoever presses twice."""
    if ticket.registration_id is None:
        raise NoCode
    registration = _held(ticket.registration_id)
    ticket.refresh_from_db(fields=["revoked_at"])
    if ticket.revoked_at is None:
        _check(registration, ticket, at)
    fresh = registrations.replace_ticket(ticket, at=at)
    _send(registration, fresh)
    return fresh


@transaction.atomic
def change(
    together: Sequence[Registration], *, days: Days, heads: int | None = None, at: datetime
) -> list[Ticket]:
    """Have the tickets of these registrations admit on other days, and the first of them, a
    group's, stand for so many heads; the new ones. Who has all that already keeps his code. Seats
    on days that are left out become free.

    Raises DaysAreGiven, NoSuchDay, and as `replace` does."""
    if any(each.source == RegistrationSource.INVITED for each in together):
        raise DaysAreGiven
    changed = [
        _changed(each, days, heads if each == together[0] else None, at) for each in together
    ]
    fresh = [ticket for ticket in changed if ticket]
    if fresh:
        _send(together[0], fresh[0])
    return fresh


def _changed(
    registration: Registration, days: Days, heads: int | None, at: datetime
) -> Ticket | None:
    registration = _held(registration.pk)
    ticket = code_of(registration)
    if ticket is None or _says(ticket) == (*days, heads or ticket.heads):
        return None
    _check(registration, ticket, at)
    if heads:
        Registration.objects.filter(pk=registration.pk).update(heads=heads)
    return registrations.replace_ticket(ticket, at=at, days=days, heads=heads)


def _says(ticket: Ticket) -> tuple[int, int, int]:
    return ticket.first_day, ticket.last_day, ticket.heads


def _held(registration: int) -> Registration:
    """Two who press at once are judged one after the other."""
    rows = Registration.objects.select_for_update(of=["self"], no_key=True)
    return rows.select_related("edition", "person", "led_by__person").get(pk=registration)


def _check(registration: Registration, ticket: Ticket, at: datetime) -> None:
    if registration.tickets.filter(issued_at__gt=at - DAY).count() >= MOST:
        raise TooManyCodes(most=MOST)
    if _is_inside(ticket, at):
        raise StillInside


def _is_inside(ticket: Ticket, at: datetime) -> bool:
    today = editions.show_day(ticket.edition, at)
    rows = Presence.objects.filter(ticket=ticket, area__kind=AreaKind.FAIR, day=today)
    return rows.filter(direction=Direction.IN).exists()


def _send(registration: Registration, ticket: Ticket) -> None:
    """To whoever registered: companions may have told no address."""
    leader = registration.led_by or registration
    if leader.person.email:
        key = f"ticket:{leader.uuid}:{ticket.pk}"
        mails.queue(envelopes.to(leader, "ticket", key=key))
