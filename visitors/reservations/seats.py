"""How many seats a session has, how many are taken, and who stands where in the line."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, Sum, Window
from django.db.models.functions import RowNumber
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expo.models import Session
from expo.models.session import SessionQuerySet
from visitors.models import Reservation, ReservationState, Ticket


@dataclass(frozen=True, slots=True)
class Seats:
    """Of one session, in heads: a group's reservation takes as many seats as it has heads.

    More may be taken than there are, where the room shrank after the seats had been given."""

    capacity: int
    taken: int = 0
    waiting: int = 0

    @property
    def left(self) -> int:
        return max(0, self.capacity - self.taken)

    @property
    def is_full(self) -> bool:
        return self.left == 0


def of(sessions: Iterable[Session]) -> dict[int, Seats]:
    """By the key of the session; one query for any number."""
    shown = list(sessions)
    rows = Reservation.objects.standing().filter(session__in=shown).values("session")
    sums = rows.annotate(taken=_heads(ReservationState.SEAT), line=_heads(ReservationState.WAITING))
    counted = {row["session"]: (row["taken"], row["line"]) for row in sums.order_by()}
    return {one.pk: Seats(one.capacity, *counted.get(one.pk, ())) for one in shown}


def joined(sessions: SessionQuerySet) -> list[tuple[Session, Seats]]:
    """The sessions with their seats, in a single query."""
    seat, waiting = ReservationState.SEAT.value, ReservationState.WAITING.value
    rows = sessions.annotate(
        taken=_heads(seat, "reservations__"), line=_heads(waiting, "reservations__")
    )
    counted: list[Any] = list(rows)
    return [(row, Seats(row.capacity, row.taken, row.line)) for row in counted]


def left(seats: Seats) -> str:
    """How many seats are left, in words."""
    if seats.is_full:
        return _("Full")
    words = ngettext("%(seats)s seat left", "%(seats)s seats left", seats.left)
    return words % {"seats": number_format(seats.left, force_grouping=True)}


def of_one(session: Session) -> Seats:
    return of([session])[session.pk]


def places(tickets: Iterable[Ticket]) -> dict[int, int]:
    """The place in its line, from 1, of every waiting reservation of these tickets, by its key."""
    held = list(tickets)
    theirs = Reservation.objects.waiting().filter(ticket__in=held).values("session")
    lines = Reservation.objects.waiting().filter(session__in=theirs.order_by())
    numbered = lines.annotate(
        place=Window(RowNumber(), partition_by=F("session"), order_by=["asked_at", "pk"])
    )
    return dict(numbered.filter(ticket__in=held).values_list("pk", "place"))


def _heads(state: str, path: str = "") -> Sum:
    return Sum(f"{path}heads", filter=Q(**{f"{path}state": state}), default=0)
