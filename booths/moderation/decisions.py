"""What organisers say to it: approved, which makes it live, or sent back with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from booths import listings
from booths.listings.words import Text
from booths.models import ChangeState, Listing, ListingChange
from booths.moderation import letters
from expo.errors import Conflict, DomainError, Refused
from expo.models import Account

REASON = Text(400)


class ChangeDecided(Conflict):
    """`state` is what became of the proposal."""

    code = "change_decided"
    message = _("This proposal no longer waits: it has been decided or taken back meanwhile.")


class ChangeOutdated(Conflict):
    """`live` is what stands now, `before` what stood when `after` was proposed."""

    code = "change_outdated"
    message = _(
        "The live text has changed since this was proposed. It can only be sent back; "
        "both texts are kept."
    )


class ReasonMissing(Refused):
    code = "reason_missing"
    message = _("Say why the change is sent back: the exhibitor reads it.")


class ReasonUnfit(Refused):
    code = "reason_unfit"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Approved; or sent back, if there is a reason."""

    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was decided, and what could not be, with the reason by proposal."""

    decided: list[ListingChange]
    refusals: dict[ListingChange, DomainError]


@transaction.atomic
def approve(change: ListingChange, *, by: Account, at: datetime) -> ListingChange:
    """Make it live. Raises ChangeDecided, and ChangeOutdated where the live value is no longer
    the one it was proposed for."""
    listing = listings.locked(change.listing)
    decided = _approve(listing, change, by, at)
    letters.tell(listing, [decided])
    return decided


@transaction.atomic
def refuse(change: ListingChange, reason: str, *, by: Account, at: datetime) -> ListingChange:
    """Send it back. Raises ReasonMissing, ReasonUnfit and ChangeDecided."""
    said = fit_reason(reason)
    listing = listings.locked(change.listing)
    decided = settle(still_waiting(change), ChangeState.REFUSED, by=by, at=at, reason=said)
    letters.tell(listing, [decided])
    return decided


@transaction.atomic
def decide(
    listing: Listing, verdicts: Mapping[ListingChange, Verdict], *, by: Account, at: datetime
) -> Outcome:
    """Many of one listing in one act, told in one mail. Raises ReasonMissing and ReasonUnfit, and
    then nothing is decided; whatever cannot be decided any more is left as it is."""
    verdicts = {change: _checked(verdict) for change, verdict in verdicts.items()}
    fresh = listings.locked(listing)
    outcome = Outcome([], {})
    for change, verdict in verdicts.items():
        try:
            outcome.decided.append(_decide(fresh, change, verdict, by, at))
        except DomainError as error:
            outcome.refusals[change] = error
    letters.tell(fresh, outcome.decided)
    return outcome


def fit_reason(reason: str) -> str:
    """The reason as it is kept. Raises ReasonMissing and ReasonUnfit."""
    try:
        said = REASON(reason)
    except ValidationError as error:
        raise ReasonUnfit(" ".join(error.messages)) from error
    if not said:
        raise ReasonMissing
    return said


def still_waiting(change: ListingChange) -> ListingChange:
    """The proposal as it is now, its listing being locked. Raises ChangeDecided."""
    fresh = ListingChange.objects.select_for_update().get(pk=change.pk)
    if fresh.state != ChangeState.WAITING:
        raise ChangeDecided(state=fresh.state)
    return fresh


def settle(
    change: ListingChange, state: ChangeState, *, by: Account, at: datetime, reason: str = ""
) -> ListingChange:
    change.state, change.reason, change.decided_by, change.decided_at = state, reason, by, at
    change.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    return change


def _checked(verdict: Verdict) -> Verdict:
    return verdict if verdict.reason is None else Verdict(fit_reason(verdict.reason))


def _decide(
    listing: Listing, change: ListingChange, verdict: Verdict, by: Account, at: datetime
) -> ListingChange:
    if change.listing_id != listing.pk:
        raise ChangeDecided(state="elsewhere")
    if verdict.reason is None:
        return _approve(listing, change, by, at)
    waiting = still_waiting(change)
    return settle(waiting, ChangeState.REFUSED, by=by, at=at, reason=verdict.reason)


def _approve(listing: Listing, change: ListingChange, by: Account, at: datetime) -> ListingChange:
    waiting = still_waiting(change)
    live = listings.values(listing)
    if waiting.field not in live or live[waiting.field] != waiting.before:
        raise ChangeOutdated(
            live=live.get(waiting.field), before=waiting.before, after=waiting.after
        )
    listings.write(listing, {waiting.field: waiting.after})
    return settle(waiting, ChangeState.APPROVED, by=by, at=at)
