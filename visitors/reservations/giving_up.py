"""Places given up: the seat goes to the line. Once a session has begun, who had one is history."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction

from expo.models import Session
from visitors.models import Registration, Reservation, ReservationState, Ticket
from visitors.models.fields import CurrentTransaction
from visitors.models.reservation import ReservationQuerySet
from visitors.reservations import checks, holding, lines, telling


@transaction.atomic
def cancel(reservation: Reservation, *, at: datetime) -> Reservation:
    """Give up a seat or a place in the line; again changes nothing. Raises SessionHasBegun."""
    session = holding.session(reservation.session_id)
    standing = Reservation.objects.standing().filter(pk=reservation.pk).first()
    if standing is not None:
        checks.not_begun(session, at)
        release([standing], at=at)
        lines.move_up(session, at=at)
    reservation.refresh_from_db(fields=["state", "cancelled_at"])
    return reservation


@transaction.atomic
def take_back(reservation: Reservation, *, at: datetime) -> Reservation:
    """The same by an organiser: the holder is told."""
    was_standing = Reservation.objects.standing().filter(pk=reservation.pk).exists()
    cancel(reservation, at=at)
    if was_standing:
        telling.tell([reservation], telling.TAKEN_BACK)
    return reservation


def cancel_all(registration: Registration, *, at: datetime) -> int:
    """Give up every place of a registration that is cancelled or erased; how many those were.

    Of sessions that have begun nothing changes: their figures stay what they were."""
    return _give_up(Reservation.objects.filter(ticket__registration=registration), at)


def give_up(ticket: Ticket, *, at: datetime) -> int:
    """Give up every place of a ticket that admits no more."""
    return _give_up(Reservation.objects.filter(ticket=ticket), at)


@transaction.atomic
def carry_over(old: Ticket, new: Ticket, *, at: datetime) -> list[Reservation]:
    """Let a ticket that replaces another have its places, before the old one is revoked. Returns
    those that were given up, since the new one does not admit on their day."""
    held = holding.tickets([old.pk, new.pk])
    sessions = holding.sessions(_sessions(_of_tickets([old]).filter(session__ends_at__gt=at)))
    dropped = []
    for place in list(_of_tickets([old]).filter(session__in=sessions)):
        if checks.admits_on_the_day(held[new.pk], sessions[place.session_id]):
            _hand_on(place, held[new.pk])
        else:
            dropped.append(place)
    release(dropped, at=at)
    _move_up(sessions.values(), at)
    return dropped


def release(places: Collection[Reservation], *, at: datetime) -> None:
    """Strike places off. Whoever does it holds their sessions, and moves up the line after it."""
    for place in places:
        place.state, place.cancelled_at = ReservationState.CANCELLED, at
    Reservation.objects.filter(pk__in=[place.pk for place in places]).update(
        state=ReservationState.CANCELLED, cancelled_at=at, xid=CurrentTransaction()
    )


@transaction.atomic
def _give_up(places: ReservationQuerySet, at: datetime) -> int:
    ahead = places.standing().filter(session__starts_at__gt=at)
    sessions = holding.sessions(_sessions(ahead))
    standing = list(ahead.filter(session__in=sessions))
    release(standing, at=at)
    _move_up(sessions.values(), at)
    return len(standing)


def _of_tickets(tickets: Iterable[Ticket]) -> ReservationQuerySet:
    return Reservation.objects.standing().filter(ticket__in=tickets)


def _sessions(places: ReservationQuerySet) -> set[int]:
    return set(places.values_list("session", flat=True).order_by())


def _hand_on(place: Reservation, ticket: Ticket) -> None:
    """A smaller group frees seats; a larger one has those that were given."""
    Reservation.objects.filter(pk=place.pk).update(
        ticket=ticket, heads=min(place.heads, ticket.heads), xid=CurrentTransaction()
    )


def _move_up(sessions: Iterable[Session], at: datetime) -> None:
    for session in sessions:
        lines.move_up(session, at=at)
