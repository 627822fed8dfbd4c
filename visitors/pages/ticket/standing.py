"""How it stands with a ticket: whether a door admits it, and if not, why."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from expo import editions
from expo.show_days import Hours
from visitors.models import Approval, Ticket
from visitors.pages.ticket.guard import Holder


class Standing(StrEnum):
    VALID = "valid"
    WAITING = "waiting"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    REVOKED = "revoked"
    MISSING = "missing"
    DAYS_PASSED = "days_passed"
    OVER = "over"


def of(holder: Holder, days: Sequence[Hours]) -> Standing:
    """The first that applies; `days` are all of the edition's."""
    registration = holder.registration
    if days and holder.at >= days[-1].closes:
        return Standing.OVER
    if registration.cancelled_at:
        return Standing.CANCELLED
    if registration.approval == Approval.REFUSED:
        return Standing.REFUSED
    if holder.is_waiting:
        return Standing.WAITING
    return _of_ticket(holder, days)


def own(holder: Holder) -> Ticket | None:
    """The newest of his own that a door admits."""
    mine = holder.registration.pk
    return next((one for one in holder.tickets if one.registration_id == mine), None)


def replaced_at(holder: Holder) -> datetime | None:
    """When the code before this one was revoked; None for the first one."""
    mine = (one for one in holder.every_ticket if one.registration_id == holder.registration.pk)
    return max((one.revoked_at for one in mine if one.revoked_at), default=None)


def _of_ticket(holder: Holder, days: Sequence[Hours]) -> Standing:
    ticket = own(holder)
    if ticket is None:
        return Standing.REVOKED if replaced_at(holder) else Standing.MISSING
    admits = days[ticket.first_day : ticket.last_day + 1]
    today = editions.show_day(holder.edition, holder.at)
    if admits and today > admits[-1].opens.date():
        return Standing.DAYS_PASSED
    return Standing.VALID
