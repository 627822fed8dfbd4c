"""What is held of those who work for exhibitors, beside their accounts, why, and how long.

What an exhibitor shows to the public is of a body, not of a person, and stays."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from booths.models import Listing, ListingChange, ServiceOrder
from expo.models import Edition
from expo.retention import Rule, emptying, periods, register, shapes
from expo.retention.registry import Batch

CONTACT = {"contact_email": "", "contact_phone": ""}
PROPOSED: dict[str, Any] = {"before": None, "after": None}
DETAILS: dict[str, Any] = {"details": {}}

PARTICIPATION = _("The exhibitor's participation")
A_YEAR = _("One year after the last show day")
NIGHTLY = _("The nightly task")


def _contacts(edition: Edition) -> QuerySet[Listing]:
    rows = Listing.objects.filter(participation__edition=edition)
    return rows.filter(shapes.holding(CONTACT))


def _proposals(edition: Edition) -> QuerySet[ListingChange]:
    rows = ListingChange.objects.of(edition)
    said = shapes.holding(PROPOSED) | ~shapes.nothing("reason")
    return rows.filter(said)


def _orders(edition: Edition) -> QuerySet[ServiceOrder]:
    rows = ServiceOrder.objects.filter(participation__edition=edition)
    return rows.filter(shapes.holding(DETAILS))


def _erase_proposals(batch: Batch) -> dict[str, int]:
    """That one was sent back had a reason, and keeps it as a dash."""
    rows = ListingChange.objects.filter(pk__in=batch.keys)
    with_reason = list(rows.exclude(reason="").values_list("pk", flat=True))
    emptying.empty(ListingChange, with_reason, {"reason": emptying.NOTHING})
    return {"booths.proposal": emptying.empty(ListingChange, batch.keys, PROPOSED)}


register(
    Rule(
        code="booths.contact",
        kind=_("Exhibitors: mail address and telephone in the directory"),
        fields=("booths.Listing.contact_email", "booths.Listing.contact_phone"),
        purpose=_("To be reached by visitors"),
        basis=PARTICIPATION,
        period=A_YEAR,
        eraser=NIGHTLY,
        due=shapes.from_(periods.a_year_after, _contacts),
        erase=shapes.emptied("booths.contact", Listing, CONTACT),
        ends_at=periods.a_year_after,
    ),
    Rule(
        code="booths.proposal",
        kind=_("Proposed changes of the directory: texts before and after, reasons"),
        fields=tuple(f"booths.ListingChange.{name}" for name in ("before", "after", "reason")),
        purpose=_("To decide on it, and to tell why"),
        basis=PARTICIPATION,
        period=A_YEAR,
        eraser=NIGHTLY,
        due=shapes.from_(periods.a_year_after, _proposals),
        erase=_erase_proposals,
        ends_at=periods.a_year_after,
    ),
    Rule(
        code="booths.order",
        kind=_("Orders for a stand, with the telephone of whoever unloads"),
        fields=("booths.ServiceOrder.details",),
        purpose=_("To build the stand, and to let the lorries in"),
        basis=PARTICIPATION,
        period=A_YEAR,
        eraser=NIGHTLY,
        due=shapes.from_(periods.a_year_after, _orders),
        erase=shapes.emptied("booths.order", ServiceOrder, DETAILS),
        ends_at=periods.a_year_after,
    ),
    Rule(
        code="booths.upload",
        kind=_("Tables that were sent to be imported"),
        fields=(),
        purpose=_("To look at them before they are applied"),
        basis=PARTICIPATION,
        period=_("Until they are applied, at most 8 hours"),
        eraser=_("Applying them; the hourly task"),
    ),
)
