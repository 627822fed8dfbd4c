"""What exhibitors want to say: a proposal for each field, beside what is live."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from booths import listings
from booths.listings import ListingChanged
from booths.listings.fields import Json
from booths.models import ChangeState, Listing, ListingChange
from booths.moderation import drafts
from booths.moderation.decisions import settle, still_waiting
from booths.moderation.drafts import Draft, Seen
from expo.errors import Refused
from expo.models import Account


class SeenMissing(Refused):
    """`fields`: those of which it was not told what the editor saw."""

    code = "seen_missing"
    message = _("Tell of each field what you saw when you changed it.")


@transaction.atomic
def propose(
    listing: Listing,
    values: Mapping[str, Json],
    *,
    seen: Mapping[str, Seen],
    by: Account,
    at: datetime,
) -> list[ListingChange]:
    """Propose those clean values that differ from what the editor saw, and return the proposals.

    A newer proposal takes the waiting one of its field back; to propose what is live only takes it
    back. Raises ListingChanged, with all texts and nothing stored, where somebody was faster."""
    fresh = listings.locked(listing)
    standing = drafts.of(fresh)
    mine = changed(values, seen)
    check_seen(mine, seen, standing)
    for name in mine:
        _take_back(standing[name], by, at)
    new = [name for name in mine if mine[name] != standing[name].live]
    return ListingChange.objects.bulk_create(
        ListingChange(
            listing=fresh,
            made_on_version=fresh.version,
            field=name,
            before=standing[name].live,
            after=mine[name],
            proposed_by=by,
            proposed_at=at,
        )
        for name in new
    )


@transaction.atomic
def withdraw(change: ListingChange, *, by: Account, at: datetime) -> ListingChange:
    """Take a waiting proposal back. Raises ChangeDecided."""
    listings.locked(change.listing)
    return settle(still_waiting(change), ChangeState.WITHDRAWN, by=by, at=at)


@transaction.atomic
def write_through(
    listing: Listing, values: Mapping[str, Json], *, seen: Mapping[str, Seen]
) -> Listing:
    """What an organiser changes takes effect at once; what waits for the field is outdated then.

    Raises ListingChanged where somebody was faster."""
    fresh = listings.locked(listing)
    mine = changed(values, seen)
    check_seen(mine, seen, drafts.of(fresh))
    return listings.write(fresh, mine) if mine else fresh


def changed(values: Mapping[str, Json], seen: Mapping[str, Seen]) -> dict[str, Json]:
    """The values that are not what the editor saw. Raises SeenMissing."""
    unseen = [name for name in values if "live" not in _as_seen(seen.get(name))]
    if unseen:
        raise SeenMissing(fields=unseen)
    return {
        name: value
        for name, value in values.items()
        if value != seen[name].get("waiting", seen[name]["live"])
    }


def check_seen(
    mine: Mapping[str, Json], seen: Mapping[str, Seen], standing: Mapping[str, Draft]
) -> None:
    """Raises ListingChanged where a field is no longer what the editor saw."""
    outdated = {
        name: {**standing[name].seen, "yours": mine[name]}
        for name in mine
        if seen[name] != standing[name].seen
    }
    if outdated:
        raise ListingChanged(fields=outdated)


def _as_seen(told: Any) -> Seen:
    return told if isinstance(told, dict) else {}


def _take_back(draft: Draft, by: Account, at: datetime) -> None:
    if draft.last and draft.state == ChangeState.WAITING:
        settle(draft.last, ChangeState.WITHDRAWN, by=by, at=at)
