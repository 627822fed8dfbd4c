"""Where an exhibitor's work begins: what runs, what waits, what is due."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from booths import members
from booths.portal import dues, overview
from booths.portal.guard import Seat, portal_page, render_portal
from booths.portal.status import switch
from expo import access
from expo.models import RoleKind


@require_safe
@cache_control(private=True, no_cache=True)
def portal(request: HttpRequest) -> HttpResponse:
    """To the only exhibitor that the asker works for; a choice among several."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    mine = list(members.memberships(request.user))
    if len(mine) == 1:
        return redirect("portal_exhibitor", exhibitor=mine[0].exhibitor.uuid)
    if not mine and RoleKind.EXHIBITOR not in access.kinds_of(request.user):
        raise Http404
    return render(request, "portal/choice.html", {"memberships": mine})


@require_safe
@portal_page
def home(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The switch first, then the listing, what is due, passes and people."""
    context = {
        **switch(seat),
        "dues": dues.of(seat),
        "listing": overview.listing_of(seat.participation),
        "passes": overview.passes_of(seat.participation),
        "team": overview.team_of(seat),
    }
    return render_portal(request, seat, "portal/home.html", context, room="exhibitor")
