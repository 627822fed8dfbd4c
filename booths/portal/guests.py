"""Who stands with a main exhibitor, and how far their listings are."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from booths.models import ChangeState, Participation
from booths.portal.guard import Seat, portal_page, render_portal

TEXTS = ("summary_ko", "summary_en", "text_ko", "text_en")


@dataclass(frozen=True, slots=True)
class Guest:
    """`missing` is how many of its four texts are, `waiting` how many proposals wait."""

    participation: Participation
    missing: int
    has_logo: bool
    waiting: int


@require_safe
@portal_page
def guests(request: HttpRequest, seat: Seat) -> HttpResponse:
    """For a main those with it; for whoever stands with one, which one that is."""
    found = _guests(seat.participation) if seat.is_main else []
    return render_portal(request, seat, "portal/guests.html", {"guests": found}, room="guests")


def _guests(main: Participation) -> list[Guest]:
    """From one query at any number."""
    rows = (
        Participation.objects.standing()
        .filter(main=main)
        .select_related("exhibitor", "listing")
        .annotate(
            waiting=Count("listing__changes", filter=Q(listing__changes__state=ChangeState.WAITING))
        )
        .by_name()
    )
    return [_guest(row) for row in rows]


def _guest(row: Participation) -> Guest:
    listing = getattr(row, "listing", None)
    missing = [name for name in TEXTS if not getattr(listing, name, "")]
    has_logo = listing is not None and listing.logo_id is not None
    return Guest(row, len(missing), has_logo, row.waiting)  # type: ignore[attr-defined]  # annotated
