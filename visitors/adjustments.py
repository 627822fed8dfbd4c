"""A badge of the wrong class: noted by a row, undone by ending it. The scans stay as they were."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from expo import personal
from expo.errors import Conflict, Refused
from expo.models import Account
from visitors.models import Adjustment, Ticket
from visitors.models.classes import CLASS_NAMES
from visitors.registrations.details import ResidentNumber


class AlreadyAdjusted(Conflict):
    code = "already_adjusted"
    message = _("This ticket's class has been adjusted already. Undo that first.")


class SameClass(Refused):
    code = "same_class"
    message = _("The ticket counts in this class already.")


class UnknownClass(Refused):
    code = "unknown_class"
    message = _("This is not a class of ticket.")


class ReasonMissing(Refused):
    code = "reason_missing"
    message = _("An adjustment needs a reason.")


@transaction.atomic
def adjust(
    ticket: Ticket, ticket_class: str, *, reason: str, at: datetime, by: Account | None = None
) -> Adjustment:
    """Count all scans of the ticket in another class, for the past as well.

    Raises UnknownClass (telling those `allowed`), ReasonMissing, ResidentNumber, SameClass and
    AlreadyAdjusted."""
    if ticket_class not in CLASS_NAMES:
        raise UnknownClass(ticket_class=ticket_class, allowed=CLASS_NAMES)
    if not reason.strip():
        raise ReasonMissing
    if personal.looks_like_resident_number(reason):
        raise ResidentNumber(field="reason")
    if ticket_class == ticket.ticket_class:
        raise SameClass(ticket_class=ticket_class)
    Ticket.objects.select_for_update(no_key=True).get(pk=ticket.pk)
    if Adjustment.objects.standing().filter(ticket=ticket).exists():
        raise AlreadyAdjusted
    return Adjustment.objects.create(
        edition_id=ticket.edition_id,
        ticket=ticket,
        ticket_class=ticket_class,
        reason=reason.strip(),
        adjusted_at=at,
        adjusted_by=by,
    )


@transaction.atomic
def undo(adjustment: Adjustment, *, at: datetime) -> Adjustment:
    """Count the ticket in the class of its scans again; again is no error."""
    fresh = Adjustment.objects.select_for_update().get(pk=adjustment.pk)
    if fresh.undone_at is None:
        fresh.undone_at = at
        fresh.save(update_fields=["undone_at"])
    return fresh
