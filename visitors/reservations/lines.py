"""The line before a full session: whoever came first moves up first.

A group that does not fit keeps its place, and those behind it who do fit go ahead: no seat stays
empty while somebody waits for one. So nobody in the line fits, and who comes anew and does may sit.
"""

from datetime import datetime

from django.db import transaction

from expo.models import Session
from visitors.models import Reservation, ReservationState, Ticket
from visitors.models.fields import CurrentTransaction
from visitors.reservations import checks, holding, seats, telling


@transaction.atomic
def fill(session: Session, *, at: datetime) -> list[Reservation]:
    """Give the free seats to the line, and tell those who move up."""
    return move_up(holding.session(session.pk), at=at)


def move_up(session: Session, *, at: datetime) -> list[Reservation]:
    """The same for a session that is held already."""
    left = seats.of_one(session).left
    if not left or session.cancelled_at is not None or at >= session.starts_at:
        return []
    moved, day = [], checks.day_of(session)
    for place in _line(session):
        if not left:
            break
        if place.heads <= left and _may_move_up(place.ticket, day):
            moved.append(seat(place, at=at))
            left -= place.heads
    telling.tell(moved, telling.MOVED_UP)
    return moved


def seat(place: Reservation, *, at: datetime) -> Reservation:
    """Make a seat of a place in the line."""
    place.state, place.seated_at = ReservationState.SEAT, at
    waiting = Reservation.objects.filter(pk=place.pk)
    waiting.update(state=place.state, seated_at=at, xid=CurrentTransaction())
    return place


def _line(session: Session) -> list[Reservation]:
    waiting = Reservation.objects.waiting().filter(session=session)
    return list(waiting.select_related(*telling.RECIPIENTS))


def _may_move_up(ticket: Ticket, day: int | None) -> bool:
    return checks.is_valid(ticket) and checks.admits_on(ticket, day)
