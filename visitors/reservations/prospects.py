"""What somebody may hope for in a session, before he asks: for many tickets and sessions at once.

What is said here is what was so a moment ago; only `reserve`, under the lock, decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from expo import editions, programme
from expo.models import Edition, Session
from expo.programme import SessionState
from visitors.models import Reservation, ReservationState, Ticket
from visitors.reservations import checks, seats
from visitors.reservations.seats import Seats


class Prospect(StrEnum):
    """In the order in which it is asked; the first that is so is said."""

    CANCELLED = "cancelled"
    SEAT = "seat"
    WAITING = "waiting"
    OVER = "over"
    BEGUN = "begun"
    JUST_COME = "just_come"
    OTHER_DAY = "other_day"
    TOO_LARGE = "too_large"
    ELSEWHERE = "elsewhere"
    FREE = "free"
    LINE = "line"
    LINE_FULL = "line_full"


@dataclass(frozen=True, slots=True)
class Outlook:
    """One ticket before one session. `number` is its place in the line, `other` what it has
    reserved elsewhere at that time."""

    ticket: Ticket
    session: Session
    prospect: Prospect
    seats: Seats
    reservation: Reservation | None = None
    number: int | None = None
    other: Reservation | None = None

    @property
    def may_reserve(self) -> bool:
        return self.prospect in {Prospect.FREE, Prospect.LINE}

    @property
    def may_swap(self) -> bool:
        is_elsewhere = self.prospect is Prospect.ELSEWHERE
        return is_elsewhere and self.seats.left >= self.ticket.heads

    @property
    def next_number(self) -> int:
        """Who joins the line now stands behind so many heads."""
        return self.seats.waiting + 1


@dataclass(frozen=True, slots=True)
class Known:
    """All that the outlooks of some tickets are told from, in four queries."""

    at: datetime
    days: Sequence[date]
    seats: dict[int, Seats]
    standing: Sequence[Reservation]
    numbers: dict[int, int]

    def outlook(self, ticket: Ticket, session: Session) -> Outlook:
        own = [place for place in self.standing if place.ticket_id == ticket.pk]
        mine = next((place for place in own if place.session_id == session.pk), None)
        other = next((place for place in own if _overlaps(place, session)), None)
        counted = self.seats[session.pk]
        prospect = self._own(mine, session) or self._hoped(ticket, session, other)
        number = self.numbers.get(mine.pk) if mine else None
        return Outlook(ticket, session, prospect, counted, mine, number, other)

    def _own(self, mine: Reservation | None, session: Session) -> Prospect | None:
        state = programme.state(session, self.at)
        if state is SessionState.CANCELLED:
            return Prospect.CANCELLED
        if mine is not None and state is not SessionState.OVER:
            return Prospect.SEAT if mine.state == ReservationState.SEAT else Prospect.WAITING
        if state is SessionState.OVER:
            return Prospect.OVER
        return Prospect.BEGUN if state is SessionState.RUNNING else None

    def _hoped(self, ticket: Ticket, session: Session, other: Reservation | None) -> Prospect:
        if not session.takes_reservations:
            return Prospect.JUST_COME
        if not checks.admits_on(ticket, self._day_of(session)):
            return Prospect.OTHER_DAY
        if ticket.heads > session.capacity:
            return Prospect.TOO_LARGE
        if other is not None:
            return Prospect.ELSEWHERE
        counted = self.seats[session.pk]
        if ticket.heads <= counted.left:
            return Prospect.FREE
        has_room = counted.waiting + ticket.heads <= session.capacity
        return Prospect.LINE if has_room else Prospect.LINE_FULL

    def _day_of(self, session: Session) -> int | None:
        day = editions.show_day(session.edition, session.starts_at)
        return self.days.index(day) if day in self.days else None


def known(
    edition: Edition, tickets: Sequence[Ticket], sessions: Sequence[Session], *, at: datetime
) -> Known:
    places = Reservation.objects.standing().filter(ticket__in=tickets)
    return Known(
        at=at,
        days=list(edition.show_days.order_by("date").values_list("date", flat=True)),
        seats=seats.of(sessions),
        standing=list(places.select_related("session").order_by("session__starts_at", "pk")),
        numbers=seats.places(tickets),
    )


def _overlaps(place: Reservation, session: Session) -> bool:
    other = place.session
    if other.pk == session.pk or other.cancelled_at is not None:
        return False
    return other.starts_at < session.ends_at and session.starts_at < other.ends_at
