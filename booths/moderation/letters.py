"""Telling an exhibitor's members what was decided."""

from collections.abc import Sequence

from booths import members
from booths.models import Listing, ListingChange
from expo import mails
from expo.mails import Letter

KIND = "listing_decided"


def tell(listing: Listing, decided: Sequence[ListingChange]) -> None:
    """Queue one mail to each member, in the transaction of the decision."""
    if not decided:
        return
    exhibitor = listing.participation.exhibitor
    for member in members.of(exhibitor).filter(account__is_active=True):
        mails.queue(
            Letter(
                kind=KIND,
                recipient=member.account.email,
                language=member.account.language,
                facts={"exhibitor": exhibitor.pk, "changes": [change.pk for change in decided]},
                edition=exhibitor.edition,
            )
        )
