"""Whether a ticket may have a place in a session."""

from datetime import datetime

from expo import editions
from expo.models import Session
from visitors.models import Reservation, Ticket
from visitors.models.reservation import ReservationQuerySet
from visitors.reservations.refusals import (
    Elsewhere,
    GroupTooLarge,
    NotThatDay,
    SessionCancelled,
    SessionHasBegun,
    TakesNoReservations,
    TicketNotValid,
)


def session_is_open(session: Session, at: datetime) -> None:
    """Raises SessionCancelled, TakesNoReservations and SessionHasBegun."""
    if session.cancelled_at is not None:
        raise SessionCancelled
    if not session.takes_reservations:
        raise TakesNoReservations
    not_begun(session, at)


def not_begun(session: Session, at: datetime) -> None:
    if at >= session.starts_at:
        raise SessionHasBegun


def may_sit(ticket: Ticket, session: Session) -> None:
    """Raises TicketNotValid, NotThatDay and GroupTooLarge."""
    if not is_valid(ticket) or ticket.edition_id != session.edition_id:
        raise TicketNotValid
    if not admits_on_the_day(ticket, session):
        raise NotThatDay
    if ticket.heads > session.capacity:
        raise GroupTooLarge(heads=ticket.heads, capacity=session.capacity)


def is_valid(ticket: Ticket) -> bool:
    registration = ticket.registration
    return ticket.revoked_at is None and not (registration and registration.cancelled_at)


def admits_on_the_day(ticket: Ticket, session: Session) -> bool:
    return admits_on(ticket, day_of(session))


def admits_on(ticket: Ticket, day: int | None) -> bool:
    return day is not None and ticket.first_day <= day <= ticket.last_day


def day_of(session: Session) -> int | None:
    """The show day on which it begins, from 0; None on a day that is none."""
    edition = session.edition
    days = list(edition.show_days.order_by("date").values_list("date", flat=True))
    day = editions.show_day(edition, session.starts_at)
    return days.index(day) if day in days else None


def is_nowhere_else(ticket: Ticket, session: Session) -> None:
    """Raises Elsewhere: nobody is in two rooms at once. A place in a line counts as a seat does,
    since it may become one at any moment."""
    if other := elsewhere(ticket, session):
        raise Elsewhere(session=other.session.code, reservation=str(other.uuid))


def elsewhere(ticket: Ticket, session: Session) -> Reservation | None:
    """The place that the ticket has in another session meanwhile."""
    return at_that_time(session).filter(ticket=ticket).select_related("session").first()


def at_that_time(session: Session) -> ReservationQuerySet:
    """The standing reservations of other sessions that overlap with this one and take place."""
    return (
        Reservation.objects.standing()
        .exclude(session=session)
        .filter(
            session__cancelled_at=None,
            session__starts_at__lt=session.ends_at,
            session__ends_at__gt=session.starts_at,
        )
        .order_by("session__starts_at", "pk")
    )
