"""Cancellations by visitors themselves: for one, or for those who came along, too."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from visitors import registrations, tickets
from visitors.models import Registration, Ticket


@transaction.atomic
def cancel(people: Iterable[Registration], *, at: datetime) -> None:
    """Expect none of them any more; their seats go to those who wait. Again changes nothing. No
    code is revoked: whoever comes after all is let in."""
    for registration in people:
        registrations.cancel(registration, at=at)


@transaction.atomic
def restore(people: Iterable[Registration]) -> None:
    """Take cancellations back. Seats that were given up are somebody else's now."""
    for registration in people:
        registrations.restore(registration)


@transaction.atomic
def end(people: Iterable[Registration], *, at: datetime) -> None:
    """Cancel, and have every door refuse the codes: nobody can bring them back."""
    for registration in people:
        registrations.cancel(registration, at=at)
        for ticket in Ticket.objects.valid().filter(registration=registration).order_by("pk"):
            tickets.revoke(ticket, at=at)
