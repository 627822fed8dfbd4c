"""What is answered to whoever has registered through the API, however many came along."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from visitors import links, tickets
from visitors.models import Approval, Registration, Ticket

STATES = {Approval.WAITING: "waiting", Approval.REFUSED: "refused"}


def answer(made: Registration) -> dict[str, Any]:
    """Once a newer link was asked for, neither link nor code: whoever has read the registration's
    id out of a link that is closed must not get at the ticket by it."""
    rows = [made, *made.companions.order_by("pk")]
    is_open = made.link_number == 0
    shown = _tickets(rows) if is_open else {}
    told = [
        {"registration": row.uuid, "number": row.number, "ticket": shown.get(row.pk)}
        for row in rows
    ]
    link = links.whole_address(made, made.person.language) if is_open else None
    return {**told[0], "state": _state(made), "companions": told[1:], "link": link}


def _state(row: Registration) -> str:
    return "cancelled" if row.cancelled_at else STATES.get(Approval(row.approval), "registered")


def _tickets(rows: Sequence[Registration]) -> dict[int, dict[str, Any]]:
    """Registration's key → its valid ticket, the newest."""
    held = Ticket.objects.valid().filter(registration__in=rows).select_related("edition", "key")
    found = list(held.order_by("issued_at", "pk"))
    dates = list(rows[0].edition.show_days.order_by("date").values_list("date", flat=True))
    return {
        ticket.registration_id or 0: _ticket(ticket, code, dates)
        for ticket, code in zip(found, tickets.codes(found), strict=True)
    }


def _ticket(ticket: Ticket, code: str, dates: Sequence[date]) -> dict[str, Any]:
    return {
        "code": code,
        "class": ticket.ticket_class,
        "first_day": dates[ticket.first_day],
        "last_day": dates[ticket.last_day],
    }
