"""A seat in a session, or a place in the line when all are taken."""

from datetime import datetime

from django.db import transaction

from expo.models import Session
from visitors.models import Reservation, ReservationState, Ticket
from visitors.reservations import checks, following, giving_up, holding, lines, seats, telling
from visitors.reservations.refusals import LineFull, NotStanding, SessionFull


@transaction.atomic
def reserve(ticket: Ticket, session: Session, *, at: datetime) -> Reservation:
    """A seat for every head of the ticket, or the last place in the line. Whoever has a place
    already keeps that one: a second press changes nothing.

    Raises TicketNotValid, NotThatDay, GroupTooLarge, SessionCancelled, SessionHasBegun,
    TakesNoReservations, Elsewhere and LineFull."""
    held = holding.ticket(ticket.pk)
    wanted = _followed(session, at)
    standing = _standing(held, wanted)
    return standing or _placed(held, wanted, at)


@transaction.atomic
def swap(reservation: Reservation, session: Session, *, at: datetime) -> Reservation:
    """Give up one place for a seat in another session, or keep it where there is none: raises
    SessionFull, NotStanding, and what `reserve` does."""
    ticket = holding.ticket(reservation.ticket_id)
    held = holding.sessions([reservation.session_id, session.pk])
    for one in held.values():
        following.follow(one, at=at)
    given = Reservation.objects.standing().filter(pk=reservation.pk).first()
    if given is None:
        raise NotStanding
    giving_up.release([given], at=at)
    _admit(ticket, held[session.pk], at)
    seat = _seat(ticket, held[session.pk], at)
    lines.move_up(held[reservation.session_id], at=at)
    return seat


@transaction.atomic
def give(ticket: Ticket, session: Session, *, at: datetime) -> Reservation:
    """A seat by an organiser's hand, before whoever waits: one that is free, never one too many.
    Raises SessionFull, and what `reserve` does."""
    held = holding.ticket(ticket.pk)
    wanted = _followed(session, at)
    standing = _standing(held, wanted)
    if standing and standing.state == ReservationState.SEAT:
        return standing
    if standing:
        checks.session_is_open(wanted, at)
        _free_for(held, wanted)
        telling.tell([lines.seat(standing, at=at)], telling.MOVED_UP)
        return standing
    _admit(held, wanted, at)
    return _seat(held, wanted, at)


def _followed(session: Session, at: datetime) -> Session:
    """The session, held, and everybody told how it is now."""
    held = holding.session(session.pk)
    following.follow(held, at=at)
    return held


def _standing(ticket: Ticket, session: Session) -> Reservation | None:
    places = Reservation.objects.standing().filter(session=session, ticket=ticket)
    return places.select_related("session", *telling.RECIPIENTS).first()


def _placed(ticket: Ticket, session: Session, at: datetime) -> Reservation:
    _admit(ticket, session, at)
    counted = seats.of_one(session)
    if ticket.heads <= counted.left:
        return _seat(ticket, session, at)
    if counted.waiting + ticket.heads > session.capacity:
        raise LineFull
    return _made(ticket, session, ReservationState.WAITING, at)


def _admit(ticket: Ticket, session: Session, at: datetime) -> None:
    checks.session_is_open(session, at)
    checks.may_sit(ticket, session)
    checks.is_nowhere_else(ticket, session)


def _seat(ticket: Ticket, session: Session, at: datetime) -> Reservation:
    """Raises SessionFull."""
    _free_for(ticket, session)
    seat = _made(ticket, session, ReservationState.SEAT, at)
    telling.tell([seat], telling.SEAT)
    return seat


def _free_for(ticket: Ticket, session: Session) -> None:
    if ticket.heads > seats.of_one(session).left:
        raise SessionFull


def _made(ticket: Ticket, session: Session, state: ReservationState, at: datetime) -> Reservation:
    return Reservation.objects.create(
        edition=session.edition,
        session=session,
        ticket=ticket,
        state=state,
        heads=ticket.heads,
        asked_at=at,
        seated_at=at if state == ReservationState.SEAT else None,
    )
