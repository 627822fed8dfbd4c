"""The desk: one field that searches everything, and cards with two large buttons."""

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from expo.models import Edition
from visitors.models import BadgePaper
from visitors.pages import lookups
from visitors.pages.desks import desk_edition, desk_page
from visitors.registrations import SHOWN, CardState, Found

LEAST = 2
"""So many characters before hits are shown while somebody types; Enter asks for less as well."""
LONGEST = 500


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page()
@cache_control(private=True, no_store=True)
def desk(request: HttpRequest) -> HttpResponse:
    """Look somebody up. What is looked for is sent in the body: no address ever holds a name."""
    edition = desk_edition(request)
    with timezone.override(edition.tz):
        if request.method != "POST":
            return render(request, "desk/desk.html", {"edition": edition})
        return _found(request, edition, request.POST.get("q", "")[:LONGEST])


def address_of(found: Found) -> str:
    """The card's own page: the registration's, or the ticket's where it shows another one."""
    if found.ticket and (found.registration is None or found.state is CardState.REVOKED):
        return reverse("desk_ticket", args=[str(found.ticket)])
    return reverse("desk_registration", args=[found.registration.uuid])  # type: ignore[union-attr]


def offered(found: list[Found]) -> list[dict[str, Any]]:
    """Cards to choose from, each with the id of the scan that its button makes, once."""
    return [{"found": one, "scan": uuid4(), "address": address_of(one)} for one in found]


def _found(request: HttpRequest, edition: Edition, text: str) -> HttpResponse:
    is_typing = bool(request.headers.get("HX-Request"))
    is_asked = len(text.strip()) >= (LEAST if is_typing else 1)
    hits = lookups.search(request, edition, text) if is_asked else []
    if len(hits) == 1 and not is_typing:
        return redirect(address_of(hits[0]))
    context = {
        "edition": edition,
        "q": text,
        "is_asked": is_asked,
        "cards": offered(hits[:SHOWN]),
        "has_more": len(hits) > SHOWN,
        "papers": BadgePaper.choices,
    }
    return render(request, "desk/found.html" if is_typing else "desk/desk.html", context)
