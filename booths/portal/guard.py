"""The portal's door: only members come in, each to his own exhibitor."""

from collections.abc import Callable
from functools import wraps
from typing import Any, overload
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _

from booths import members, seats
from booths.seats import Seat

__all__ = ["ROOMS", "Seat", "portal_page", "render_portal"]

View = Callable[..., HttpResponseBase]
Address = Callable[[HttpRequest], str]

ROOMS = (  # the name of an address below the exhibitor's, and what its room is called
    ("portal_exhibitor", _("Overview")),
    ("portal_listing", _("Listing")),
    ("portal_status", _("Booth state")),
    ("portal_orders", _("Orders")),
    ("portal_passes", _("Staff passes")),
    ("portal_guests", _("Guests")),
    ("portal_leads", _("Leads")),
    ("portal_figures", _("Our figures")),
    ("portal_members", _("Members")),
)


def here(request: HttpRequest) -> str:
    """The page itself; the portal for an act, which is no page to come back to."""
    return request.get_full_path() if request.method in {"GET", "HEAD"} else reverse("portal")


@overload
def portal_page(view: View, /) -> View: ...


@overload
def portal_page(*, owners: bool = False, again: Address = here) -> Callable[[View], View]: ...


def portal_page(
    view: View | None = None, /, *, owners: bool = False, again: Address = here
) -> View | Callable[[View], View]:
    """Call `view(request, seat, …)` for members of the exhibitor that the address names.

    Whoever is not logged in does that first and comes back to the address that `again` names;
    strangers get 404. With `owners`, an editor reads that he needs an owner for this. Times are
    the fair's; a browser may keep the page, so that going back finds what was typed."""
    if view is None:
        return lambda view: _guarded(view, owners=owners, again=again)
    return _guarded(view, owners=owners, again=again)


def _guarded(view: View, *, owners: bool, again: Address) -> View:
    @wraps(view)
    def guard(request: HttpRequest, exhibitor: UUID, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(again(request))
        seat = seats.at(request.user, exhibitor)
        with timezone.override(seat.edition.tz):
            if owners and not seat.is_owner:
                answer: HttpResponseBase = owners_only(request, seat)
            else:
                answer = view(request, seat, **kwargs)
        patch_cache_control(answer, private=True, no_cache=True)
        return answer

    return guard


def owners_only(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Says who can do it instead."""
    owners = [member.account for member in members.of(seat.exhibitor).owners()]
    return render_portal(request, seat, "portal/owners_only.html", {"owners": owners}, status=403)


def render_portal(  # noqa: PLR0913  # what render takes, and where in the portal
    request: HttpRequest,
    seat: Seat,
    template: str,
    context: dict[str, Any],
    *,
    room: str = "",
    status: int = 200,
) -> HttpResponse:
    """A page in the portal's frame. `room` is the name of the menu's address it belongs to, with
    or without `portal_`."""
    framed = {
        "seat": seat,
        "rooms": ROOMS,
        "room": f"portal_{room.removeprefix('portal_')}",
        "has_choice": members.memberships(seat.account).count() > 1,
        **context,
    }
    return render(request, template, framed, status=status)
