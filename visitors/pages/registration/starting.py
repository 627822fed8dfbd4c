"""The start: what registering is, for whom, until when; one press begins it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from expo import editions, show_days
from expo.models import Edition
from visitors import consents, limits
from visitors.models import ConsentKind
from visitors.pages.registration import guard
from visitors.registrations import drafts, offers, openness
from visitors.registrations.offers import Offer


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponseBase:
    """The classes on offer; or from when, or that it is over. Words where there is no edition."""
    edition = editions.public_now()
    if edition is None:
        return render(request, "registration/no_edition.html", {"edition": None}, status=404)
    with timezone.override(edition.tz):
        told = _told(edition)
        wanted = _wanted(request, told["offers"])
        if wanted is None:
            return guard.private(_page(request, told))
        if seconds := limits.seconds_to_wait(request, limits.DRAFTS):
            return guard.private(_wait(request, told, wanted, seconds))
        draft = drafts.begin(edition, wanted.ticket_class, get_language() or "ko")
        return guard.private(redirect("register_step", draft=draft.pk, step="who"))


def _told(edition: Edition) -> dict[str, Any]:
    """Without a notice of what is collected nothing can be collected, and nobody registered."""
    at, days = editions.now(edition), show_days.opening_hours(edition)
    state = openness.of(edition, at, days)
    has_notice = ConsentKind.COLLECTION in {text.kind for text in consents.newest(edition)}
    is_offered = state.is_open and has_notice
    return {
        "edition": edition,
        "days": days,
        "openness": state,
        "has_notice": has_notice,
        "offers": offers.of(edition, at) if is_offered else [],
    }


def _wanted(request: HttpRequest, offered: list[Offer]) -> Offer | None:
    """The class whose button was pressed, while it is on offer."""
    if request.method != "POST":
        return None
    named = request.POST.get("ticket_class")
    return next((offer for offer in offered if offer.ticket_class.value == named), None)


def _page(request: HttpRequest, told: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, "registration/start.html", told, status=status)


def _wait(request: HttpRequest, told: dict[str, Any], wanted: Offer, seconds: int) -> HttpResponse:
    response = _page(request, told | {"wanted": wanted, "seconds": seconds}, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response
