"""Who is told what of a reservation: a mail to whoever holds the ticket, once."""

from collections.abc import Iterable, Mapping
from typing import Any

from expo import mails
from expo.mails import Letter
from visitors import envelopes
from visitors.models import Person, Registration, Reservation, Ticket

SEAT, MOVED_UP = "reservation_seat", "reservation_moved_up"
TAKEN_BACK = "reservation_taken_back"
SESSION_CANCELLED, SESSION_MOVED = "session_cancelled", "session_moved"

RECIPIENTS = (
    "edition",
    "ticket__person",
    "ticket__registration__person",
    "ticket__registration__led_by__person",
)
"""What telling many asks for, in one query."""


def tell(
    told: Iterable[Reservation],
    kind: str,
    *,
    number: int = 0,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Queue a mail of that kind for each. `number` tells apart what happens more than once.

    Whoever left no address, and came with nobody who did, is told by the ticket page alone."""
    for reservation in told:
        to = recipient(reservation.ticket)
        if to is not None:
            mails.queue(
                Letter(
                    kind=kind,
                    recipient=to.email,
                    language=to.language,
                    edition=reservation.edition,
                    about=envelopes.about(to.pk),
                    facts={"reservation": str(reservation.uuid), **(facts or {})},
                    key=f"{kind}:{reservation.uuid}:{number}",
                )
            )


def recipient(ticket: Ticket) -> Person | None:
    """The ticket's own person; for a companion without an address whoever registered him."""
    registration = ticket.registration
    people = [ticket.person, registration and registration.person, leader(registration)]
    return next((one for one in people if one and one.email and not one.erased_at), None)


def leader(registration: Registration | None) -> Person | None:
    led_by = registration.led_by if registration else None
    return led_by.person if led_by else None
