"""What waits for an organiser, one pile for each exhibitor."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from booths.listings.fields import FIELDS, label
from booths.models import Listing, ListingChange
from booths.models.listing import ListingChangeQuerySet
from expo.models import Edition

ORDER = {name: number for number, name in enumerate(FIELDS)}


@dataclass(frozen=True, slots=True)
class Pile:
    """The waiting proposals of one listing, in the order of its fields."""

    listing: Listing
    changes: list[ListingChange]

    @property
    def fields(self) -> str:
        return ", ".join(label(change.field) for change in self.changes)

    @property
    def since(self) -> datetime:
        return min(change.proposed_at for change in self.changes)


def waiting(edition: Edition) -> ListingChangeQuerySet:
    """The proposals that wait for a decision; of those who withdrew nothing waits any more."""
    return ListingChange.objects.of(edition).waiting().of_standing()


def piles(edition: Edition) -> list[Pile]:
    """What has waited longest first, from one query."""
    found: dict[Listing, list[ListingChange]] = defaultdict(list)
    for change in waiting(edition).select_related(
        "listing__participation__exhibitor", "proposed_by"
    ):
        found[change.listing].append(change)
    return sorted(
        (Pile(listing, sorted(changes, key=_place)) for listing, changes in found.items()),
        key=lambda pile: pile.since,
    )


def _place(change: ListingChange) -> int:
    return ORDER.get(change.field, len(ORDER))
