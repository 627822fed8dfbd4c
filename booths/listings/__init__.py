"""What the public reads about a participation: read as values by field, written as a version.

A value is JSON, as proposals keep it: a text, a list of texts, exhibits in their order, the digest
of a logo. The names are the exhibitor's, everything else is the listing's own."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from booths.listings.fields import EXHIBIT, FIELDS, Json
from booths.models import Exhibit, Exhibitor, Listing, Participation
from expo.errors import Conflict

NAMES = ("name_ko", "name_en")
OWN = tuple(name for name in FIELDS if name not in {*NAMES, "logo", "exhibits"})


class ListingChanged(Conflict):
    """`fields`: of each the live value, the waiting one if there is any, and yours."""

    code = "listing_changed"
    message = _("Somebody has changed this listing since you opened it. Your text is kept below.")


def of(participation: Participation) -> Listing:
    """The listing, made at the first asking."""
    listing, _made = Listing.objects.select_related(
        "participation__exhibitor__edition"
    ).get_or_create(participation=participation)
    return listing


def locked(listing: Listing) -> Listing:
    """The listing as it is now, and its exhibitor, held until the transaction ends."""
    fresh = (
        Listing.objects.select_for_update(of=("self",))
        .select_related("participation")
        .get(pk=listing.pk)
    )
    exhibitor = Exhibitor.objects.select_for_update().get(pk=fresh.participation.exhibitor_id)
    fresh.participation.exhibitor = exhibitor
    return fresh


def values(listing: Listing) -> dict[str, Json]:
    """Everything that stands now, by field."""
    exhibitor = listing.participation.exhibitor
    found = {name: getattr(exhibitor, name) for name in NAMES}
    found |= {name: getattr(listing, name) for name in OWN}
    rows = listing.exhibits.order_by("order")
    found["exhibits"] = [{name: getattr(row, name) for name in EXHIBIT} for row in rows]
    found["logo"] = listing.logo_id
    return {name: found[name] for name in FIELDS}


def write(listing: Listing, new: Mapping[str, Json]) -> Listing:
    """Write clean values as the next version of a listing that is locked."""
    own = [name for name in OWN if name in new]
    for name in own:
        setattr(listing, name, new[name])
    if "logo" in new:
        listing.logo_id = new["logo"]
        own.append("logo")
    _write_names(listing.participation.exhibitor, new)
    if "exhibits" in new:
        _write_exhibits(listing, new["exhibits"])
    listing.version += 1
    listing.save(update_fields=[*own, "version"])
    return listing


@transaction.atomic
def revise(listing: Listing, texts: Mapping[str, Any], *, made_on_version: int) -> Listing:
    """Write clean values, by field, as the next version. Raises ListingChanged."""
    fresh = locked(listing)
    if fresh.version != made_on_version:
        live = values(fresh)
        yours = {name: text for name, text in texts.items() if text != live[name]}
        raise ListingChanged(
            version=fresh.version,
            fields={name: {"live": live[name], "yours": text} for name, text in yours.items()},
        )
    return write(fresh, texts)


def _write_names(exhibitor: Exhibitor, new: Mapping[str, Json]) -> None:
    names = [name for name in NAMES if name in new]
    for name in names:
        setattr(exhibitor, name, new[name])
    if names:
        exhibitor.save(update_fields=names)


def _write_exhibits(listing: Listing, rows: list[dict[str, str]]) -> None:
    """Row by row in place, so that the history tells what became of each."""
    known = list(listing.exhibits.order_by("order"))
    for order, row in enumerate(rows, start=1):
        exhibit = known[order - 1] if order <= len(known) else Exhibit(listing=listing)
        changed = {name: text for name, text in row.items() if getattr(exhibit, name) != text}
        if exhibit.pk and exhibit.order == order and not changed:
            continue
        for name, text in {**changed, "order": order}.items():
            setattr(exhibit, name, text)
        exhibit.save()
    for surplus in known[len(rows) :]:
        surplus.delete()
