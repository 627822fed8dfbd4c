"""Arrivals at the desk: a badge is handed out, which is a scan there and counts nowhere."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from expo import editions
from expo.errors import Conflict, Refused
from expo.models import Account, Edition
from visitors import checkins, doors, tickets
from visitors.answers import Answer
from visitors.classes import TicketClass
from visitors.doors import Door
from visitors.models import (
    CheckIn,
    Device,
    DeviceKind,
    Direction,
    Gate,
    GatePurpose,
    Outcome,
    Ticket,
)
from visitors.scans import Fault, Scan
from visitors.verdicts import Direction as Way


class NoDesk(Refused):
    code = "no_desk"
    message = _("This edition has no desk. An organiser makes a gate with the purpose desk.")


class NotTaken(Conflict):
    """The door found fault with the scan; `fault` is its code."""

    code = "arrival_not_taken"


def desk_device(edition: Edition) -> Device:
    """The desk's own device, for what is checked in there by hand. Raises NoDesk."""
    gate = Gate.objects.of(edition).filter(purpose=GatePurpose.DESK).order_by("code").first()
    if gate is None:
        raise NoDesk
    made = {"edition": edition, "name": gate.name_ko or gate.code}
    return Device.objects.get_or_create(gate=gate, kind=DeviceKind.DESK, defaults=made)[0]


def check_in(
    ticket: Ticket,
    device: Device,
    *,
    operator: Account | None = None,
    id: UUID | None = None,  # noqa: A002  # what a scan calls it, everywhere
    at: datetime | None = None,
) -> Answer:
    """Scan the ticket at the device's desk; the same id again is the same scan. Raises NotTaken.

    `at` is the fair's time, now by default. The rules of the door apply: who is refused, is told
    why, and that too is stored."""
    door = replace(doors.of_device(device), operator=operator.pk if operator else None)
    now, scan_id = editions.now(ticket.edition), id or uuid4()
    told = _told(door, ticket, scan_id, at, now)
    if isinstance(told, Fault):  # pressed twice at once: now the other one's time is known
        told = _told(door, ticket, scan_id, at, now)
    if isinstance(told, Fault):
        raise NotTaken(gettext(told.detail), fault=told.code)
    return told


def last_arrival(ticket: Ticket) -> CheckIn | None:
    """The last time that the ticket's badge was handed out."""
    return _handed_out([ticket.pk]).order_by("-scanned_at").first()


def last_arrivals(ticket_ids: Iterable[int]) -> dict[int, datetime]:
    """When each of these badges was last handed out, of those that were."""
    rows = _handed_out(ticket_ids).order_by("ticket", "-scanned_at").distinct("ticket")
    return dict(rows.values_list("ticket_id", "scanned_at"))


def passages(ticket_ids: Iterable[int]) -> list[CheckIn]:
    """Every scan of these tickets, each with its gate, the latest first."""
    rows = CheckIn.objects.filter(ticket__in=list(ticket_ids))
    return list(rows.select_related("gate", "operator", "voids").order_by("-scanned_at"))


def _handed_out(ticket_ids: Iterable[int]) -> QuerySet[CheckIn]:
    return CheckIn.objects.filter(
        ticket__in=list(ticket_ids),
        gate__purpose=GatePurpose.DESK,
        direction=Direction.IN,
        outcome=Outcome.ADMITTED,
        voids=None,
        voided_by=None,
    )


def _told(
    door: Door, ticket: Ticket, scan_id: UUID, at: datetime | None, now: datetime
) -> Answer | Fault:
    scan = _scan(ticket, scan_id, at or _scanned_before(scan_id) or now)
    return checkins.take(door, [scan], received_at=now)[0]


def _scan(ticket: Ticket, scan_id: UUID, at: datetime) -> Scan:
    is_group = ticket.ticket_class == TicketClass.GROUP
    return Scan(
        id=scan_id,
        code=tickets.code(ticket),
        direction=Way.IN,
        scanned_at=at,
        heads=ticket.heads if is_group else 1,
    )


def _scanned_before(scan_id: UUID) -> datetime | None:
    """A button pressed twice is one scan, made when it was pressed first."""
    return CheckIn.objects.filter(pk=scan_id).values_list("scanned_at", flat=True).first()
