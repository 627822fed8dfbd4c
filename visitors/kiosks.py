"""Kiosks: whose a code or a number is, and whether a badge is printed without anybody looking.

A kiosk prints for every named ticket of its edition until the ticket's last day is over, and before
its first day as well: who has his badge already walks past the queue. Twice; after that somebody of
the staff asks why. It stands at the desk's gate, so nothing it does counts as attendance.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, cast
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from expo.errors import Refused
from expo.models import Edition
from visitors import arrivals, doors, masking, registrations, rules
from visitors.answers import Answer
from visitors.classes import TicketClass
from visitors.models import Device, DeviceKind, Person, Registration, Ticket
from visitors.signing import TicketClaims
from visitors.verdicts import Reason, Verdict

MOST_BADGES = 2  # one to wear and one for the one that was lost
PRINTED_ALL_THE_SAME = ("", Reason.NOT_TODAY)


class Obstacle(StrEnum):
    """Why a kiosk prints nothing. The screen has words for each, and says what to do."""

    NOT_A_TICKET = "not_a_ticket"
    NOT_GENUINE = "not_genuine"
    UNKNOWN_NUMBER = "unknown_number"
    OTHER_EDITION = "other_edition"
    CANCELLED = "cancelled"
    REVOKED = "revoked"
    GROUP = "group"
    NAMELESS = "nameless"
    OVER = "over"
    PRINTED_TWICE = "printed_twice"
    NOT_HERE = "not_here"


REFUSALS: dict[str, Obstacle] = {
    Reason.REVOKED: Obstacle.REVOKED,
    Reason.OTHER_EDITION: Obstacle.OTHER_EDITION,
}
"""The obstacles that have a rule of the door; any other rule says that this is the wrong place."""


class NoBadge(Refused):
    code = "no_badge"
    message = _("The kiosk prints no badge for this.")

    def __init__(self, obstacle: Obstacle, **facts: Any) -> None:
        super().__init__(obstacle=obstacle.value, **facts)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever stands before a kiosk, by a ticket it prints. `days` are the first and the last."""

    ticket: Ticket
    person: Person
    days: tuple[date, date]

    @property
    def masked(self) -> dict[str, str]:
        """The name as the screen shows it, in both languages."""
        korean, latin = self.person.name, self.person.name_en
        return {"ko": masking.mask(korean or latin), "en": masking.mask(latin or korean)}


def by_code(device: Device, code: str, *, at: datetime) -> Visitor:
    """The visitor of a scanned code. Raises NoBadge."""
    read = rules.read(doors.of_device(device).rules.keys, code)
    if isinstance(read, Verdict):
        is_none = read.reason is Reason.NOT_A_TICKET
        raise NoBadge(Obstacle.NOT_A_TICKET if is_none else Obstacle.NOT_GENUINE)
    return _by_claims(device, read, at)


def _by_claims(device: Device, claims: TicketClaims, at: datetime) -> Visitor:
    if claims.edition != device.edition.number:
        raise NoBadge(Obstacle.OTHER_EDITION)
    return by_ticket(device, claims.ticket, at=at)


def by_number(device: Device, number: str, *, at: datetime) -> Visitor:
    """The visitor of a typed reservation number. Raises NoBadge."""
    registration = registrations.by_number(device.edition, number)
    if registration is None:
        raise NoBadge(_why_unknown(device.edition, number))
    if registration.cancelled_at is not None:
        raise NoBadge(Obstacle.CANCELLED)
    ticket = _ticket_of(registration)
    if ticket is None:
        raise NoBadge(Obstacle.NAMELESS)
    return by_ticket(device, ticket, at=at)


def _why_unknown(edition: Edition, number: str) -> Obstacle:
    others = Edition.objects.exclude(pk=edition.pk)
    if any(registrations.by_number(other, number) for other in others):
        return Obstacle.OTHER_EDITION
    return Obstacle.UNKNOWN_NUMBER


def _ticket_of(registration: Registration) -> int | None:
    """The valid ticket that was issued last, else one that was revoked."""
    valid_first = F("revoked_at").asc(nulls_first=True)
    ordered = registration.tickets.order_by(valid_first, "-issued_at", "-pk")
    return ordered.values_list("pk", flat=True).first()


def by_ticket(device: Device, ticket: int, *, at: datetime, besides: UUID | None = None) -> Visitor:
    """The visitor of a ticket of the kiosk's edition. Raises NoBadge.

    A genuine ticket without a row is nobody's yet: it waits for a name at the desk. `besides` is
    the scan of this very visit, whose badge is not a further one."""
    tickets = Ticket.objects.of(device.edition).select_related("edition", "registration", "person")
    found = tickets.filter(pk=ticket).first()
    if found is None:
        raise NoBadge(Obstacle.NAMELESS)
    days, today = _days(device, found, at)
    if obstacle := _obstacle(found, besides):
        raise NoBadge(obstacle)
    if today > days[1]:
        raise NoBadge(Obstacle.OVER, days=list(days))
    return Visitor(found, cast("Person", found.person), days)


def _days(device: Device, ticket: Ticket, at: datetime) -> tuple[tuple[date, date], date]:
    """The first and the last day that the ticket admits on, and the fair's day of the moment."""
    edition = doors.of_device(device).rules.edition
    return (edition.days[ticket.first_day], edition.days[ticket.last_day]), edition.day_of(at)


def _obstacle(ticket: Ticket, besides: UUID | None) -> Obstacle | None:
    """The first that applies, the graver ones before."""
    obstacles = {
        Obstacle.REVOKED: ticket.revoked_at is not None,
        Obstacle.CANCELLED: _is_cancelled(ticket.registration),
        Obstacle.GROUP: ticket.ticket_class == TicketClass.GROUP,
        Obstacle.NAMELESS: ticket.person is None or not _has_name(ticket.person),
        Obstacle.PRINTED_TWICE: _badges(ticket, besides) >= MOST_BADGES,
    }
    return next((obstacle for obstacle, applies in obstacles.items() if applies), None)


def _is_cancelled(registration: Registration | None) -> bool:
    return registration is not None and registration.cancelled_at is not None


def _has_name(person: Person) -> bool:
    return bool(masking.mask(person.called))


def _badges(ticket: Ticket, besides: UUID | None) -> int:
    """How many kiosks have printed for the ticket: one each time it was checked in at one."""
    badges = ticket.checkins.filter(device__kind=DeviceKind.KIOSK)
    return (badges.exclude(pk=besides) if besides else badges).count()


def check_in(device: Device, visitor: Visitor, *, scan: UUID, at: datetime) -> Answer:
    """Store that the visitor was here, once for a scan's id. Raises NoBadge.

    A ticket of another day is refused by the door's rules and stored so; its badge is printed."""
    answer = arrivals.check_in(visitor.ticket, device, id=scan, at=at)
    if answer.stored.reason not in PRINTED_ALL_THE_SAME:
        raise NoBadge(REFUSALS.get(answer.stored.reason, Obstacle.NOT_HERE))
    return answer
