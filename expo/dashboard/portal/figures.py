"""An exhibitor's own figures in the portal: visits by day and hour, downtime, nobody else's."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from booths import stands
from booths.portal.guard import Seat, portal_page, render_portal
from expo import editions, show_days
from expo.dashboard import own_figures
from expo.dashboard.portal import charts
from expo.errors import Refused
from visitors import attendance
from visitors.definitions import DEFINITIONS

TOLD = ("visits", "entries", "unidentified")


@require_safe
@portal_page
def figures(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What was counted at the booths on the days that were this exhibitor's."""
    try:
        context = _figures(seat) if seat.is_main else {"booths": []}
    except Refused as reason:
        context = {"booths": [], "reason": reason.message}
    return render_portal(request, seat, "portal/figures.html", context, room="figures")


def _figures(seat: Seat) -> dict[str, Any]:
    attendance.count_stale(seat.edition)
    at = editions.now(seat.edition)
    opening = show_days.opening_hours(seat.edition)
    return {
        "booths": [
            {"own": booth, "charts": charts.of_days(booth.days, opening)}
            for booth in own_figures.of(seat.exhibitor, at)
        ],
        "words": [DEFINITIONS[term] for term in TOLD],
        "counted_to": attendance.counted_to(seat.edition),
        "records": stands.records(seat.participation, at),
    }
