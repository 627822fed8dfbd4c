"""The programme as pages: all of it or what a filter leaves, and a page for each session."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from expo import show_days, timetables
from expo.models import Edition, Session
from expo.pages.keeping import conditional_page
from expo.pages.programme import freshness, linked_data
from expo.pages.programme.filters import Choices, UnknownFilter, Wish


@require_safe
@conditional_page(freshness.tag)
def programme(request: HttpRequest, edition: Edition, at: datetime) -> HttpResponse:
    """By day and hour; 404 with words for a day, a hall or a kind that does not exist."""
    wish = Wish.of(request.GET)
    told = _programme(edition, at, wish)
    try:
        told["choices"].check(wish)
    except UnknownFilter as reason:
        told["reason"] = reason.message
    status = 404 if "reason" in told else 200
    return render(request, "programme/programme.html", told, status=status)


def _programme(edition: Edition, at: datetime, wish: Wish) -> dict[str, Any]:
    sessions = list(Session.objects.of(edition).for_programme())
    today = timezone.localdate(at)
    choices = Choices.of(edition, sessions)
    days = timetables.days(wish.among(sessions), at)
    return {
        "edition": edition,
        "choices": choices,
        "days_to_choose": choices.by_day(wish, today),
        "filters": [
            (_("Hall"), choices.by_hall(wish)),
            (_("Kind"), choices.by_kind(wish)),
        ],
        "sessions": sessions,
        "days": days,
        "today": today,
        "landmark": timetables.landmark(days),
        "feed": reverse("programme_feed") + wish.query(),
    }


@require_safe
@conditional_page(freshness.tag)
def session(request: HttpRequest, edition: Edition, at: datetime, code: str) -> HttpResponse:
    """What, when, where, and who takes part."""
    found = public_session(edition, code)
    here = request.build_absolute_uri(request.path)
    told = {
        "edition": edition,
        "entry": timetables.entry(found, at),
        "markup": linked_data.event(found, show_days.opening_hours(edition), here),
    }
    return render(request, "programme/session.html", told)


def public_session(edition: Edition, code: str) -> Session:
    """Raises Http404."""
    found = Session.objects.of(edition).for_programme().filter(code=code).first()
    if found is None:
        raise Http404
    return found
