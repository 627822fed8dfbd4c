"""How each field of a listing stands: what is live, what waits, what was sent back."""

from dataclasses import dataclass
from typing import Any

from booths import listings
from booths.listings.fields import Json
from booths.models import ChangeState, Listing, ListingChange

Seen = dict[str, Any]
"""What an editor had before him of one field: `live`, and `waiting` where a proposal waits."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One field. `last` is the latest proposal for it, whatever became of it."""

    field: str
    live: Json
    last: ListingChange | None

    @property
    def state(self) -> str:
        """`waiting`, `refused` (sent back, and nothing newer), or `live`."""
        told = {ChangeState.WAITING.value, ChangeState.REFUSED.value}
        return self.last.state if self.last and self.last.state in told else "live"

    @property
    def value(self) -> Json:
        """What one goes on editing: the waiting proposal, else what is live."""
        return self.last.after if self.last and self.state == ChangeState.WAITING else self.live

    @property
    def seen(self) -> Seen:
        waits = self.state == ChangeState.WAITING
        return {"live": self.live, **({"waiting": self.value} if waits else {})}


def of(listing: Listing) -> dict[str, Draft]:
    """Every field of the listing as it stands, from three queries."""
    latest = {change.field: change for change in listing.changes.order_by("pk")}
    return {
        field: Draft(field, live, latest.get(field))
        for field, live in listings.values(listing).items()
    }


def seen(drafts: dict[str, Draft]) -> dict[str, Seen]:
    """What an editor sees who is shown these."""
    return {name: draft.seen for name, draft in drafts.items()}
