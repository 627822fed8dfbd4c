"""Approvals: registrations that somebody looks at before they become a ticket, decided once."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expo import mails, personal
from expo.errors import Conflict, Refused
from expo.models import Account, Edition, Mail
from visitors import envelopes, tickets
from visitors.models import Approval, Registration
from visitors.models.registration import RegistrationQuerySet
from visitors.registrations.details import ResidentNumber
from visitors.tickets import Order

LONGEST_REASON = 300


class DecidedAlready(Conflict):
    code = "decided_already"
    message = gettext_lazy("Somebody else was first.")


class NothingWaits(Conflict):
    code = "nothing_waits"
    message = gettext_lazy("It was cancelled meanwhile, or its personal data has been destroyed.")


class ReasonMissing(Refused):
    code = "reason_missing"
    message = gettext_lazy("Whoever is refused is told why: write a reason.")


class ReasonTooLong(Refused):
    """Facts: `most` characters."""

    code = "reason_too_long"
    message = gettext_lazy("A reason has at most 300 characters.")


def waiting(edition: Edition) -> RegistrationQuerySet:
    """What somebody has to decide, the longest waiting first."""
    rows = Registration.objects.of(edition).awaiting_approval().filter(person__erased_at=None)
    return rows.select_related("person").order_by("registered_at", "pk")


@transaction.atomic
def approve(registration: Registration, *, by: Account, at: datetime) -> Registration:
    """Issue the ticket, for all days, and mail it. Asked twice by the same organiser it is one.

    Raises DecidedAlready and NothingWaits."""
    row = _locked(registration)
    if _decided_so(row, Approval.APPROVED, by):
        return row
    _decide(row, Approval.APPROVED, by=by, at=at)
    tickets.issue(row.edition, Order.of(row), at=at)
    _tell(row, "ticket")
    return row


@transaction.atomic
def refuse(registration: Registration, reason: str, *, by: Account, at: datetime) -> Registration:
    """Issue none, and mail the reason. Raises ReasonMissing, ReasonTooLong, ResidentNumber,
    DecidedAlready and NothingWaits."""
    told = checked(reason)
    row = _locked(registration)
    if _decided_so(row, Approval.REFUSED, by):
        return row
    _decide(row, Approval.REFUSED, by=by, at=at, refusal=told)
    _tell(row, "approval_refused")
    return row


def checked(reason: str) -> str:
    """The reason as it is told: tidy, and fit to be kept."""
    tidy = personal.tidy(reason)
    if not personal.is_visible(tidy):
        raise ReasonMissing
    if len(tidy) > LONGEST_REASON:
        raise ReasonTooLong(most=LONGEST_REASON)
    if personal.looks_like_resident_number(tidy):
        raise ResidentNumber(field="reason")
    return tidy


def _locked(registration: Registration) -> Registration:
    """With its person: whoever is being erased right now is not decided about."""
    rows = Registration.objects.select_for_update(of=["self", "person"], no_key=True)
    return rows.select_related("edition", "person", "decided_by").get(pk=registration.pk)


def _decided_so(row: Registration, approval: Approval, by: Account) -> bool:
    """Whether it was the same press before."""
    return row.approval == approval and row.decided_by == by


def _decide(
    row: Registration, approval: Approval, *, by: Account, at: datetime, refusal: str = ""
) -> None:
    if row.approval != Approval.WAITING:
        raise DecidedAlready(_first(row))
    if row.cancelled_at or row.person.erased_at:
        raise NothingWaits
    row.approval, row.refusal, row.decided_by, row.decided_at = approval, refusal, by, at
    row.save(update_fields=["approval", "refusal", "decided_by", "decided_at"])


def _first(row: Registration) -> str:
    if row.decided_at is None:  # it never needed an approval
        return ""
    words = {
        "who": row.decided_by or _("somebody"),
        "verdict": row.get_approval_display(),
        "at": f"{row.decided_at.astimezone(row.edition.tz):%Y-%m-%d %H:%M}",
    }
    return _("%(who)s was first, at %(at)s: %(verdict)s.") % words


def _tell(row: Registration, kind: str) -> Mail:
    return mails.queue(envelopes.to(row, kind, key=f"{kind}:{row.uuid}"))
