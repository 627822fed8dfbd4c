"""What the public reads: changed by the organisers, each time as a new version."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from booths.models import Listing
from expo.errors import Conflict


class ListingChanged(Conflict):
    code = "listing_changed"
    message = _("Somebody has changed this listing since you opened it. Your text is kept below.")


@transaction.atomic
def revise(listing: Listing, texts: Mapping[str, Any], *, made_on_version: int) -> Listing:
    """Write the texts, by field, as the next version. Raises ListingChanged."""
    fresh = Listing.objects.select_for_update().get(pk=listing.pk)
    if fresh.version != made_on_version:
        raise ListingChanged(version=fresh.version)
    for field, text in texts.items():
        setattr(fresh, field, text)
    fresh.version += 1
    fresh.save(update_fields=[*texts, "version"])
    return fresh
