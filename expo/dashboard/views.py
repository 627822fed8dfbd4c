"""The screens that join booths and visitors: the public home page, and the planners' dashboard."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from booths import exhibitors
from expo import access, editions, programme, show_days
from expo.access import Asker
from expo.dashboard import moments, notices
from expo.models import Edition, RoleKind

READERS = (RoleKind.PLANNER, RoleKind.ORGANISER)


@require_safe
@cache_control(no_cache=True)
@conditional_page
def home(request: HttpRequest) -> HttpResponse:
    """What, when, where; what is on; what to know today: by the fair's clock and zone."""
    edition = Edition.objects.published().latest_first().first()
    if edition is None:
        return render(request, "dashboard/home_empty.html")
    with timezone.override(edition.tz):
        return render(request, "dashboard/home.html", _home(edition))


def _home(edition: Edition) -> dict[str, Any]:
    at = editions.now(edition)
    days = show_days.opening_hours(edition)
    moment = moments.moment(days, at)
    return {
        "edition": edition,
        "days": days,
        "moment": moment,
        "programme": programme.now_and_next(edition, at, most=4),
        "notices": None if moment.is_over else notices.today(edition, at),
        "floor": exhibitors.floor(edition),
    }


@require_safe
@login_required
def dashboard(request: HttpRequest) -> HttpResponse:
    """The figures of the latest edition the asker plans or organises; 404 for everybody else."""
    edition = _edition_of(request.user)
    with timezone.override(edition.tz):
        return render(request, "dashboard/dashboard.html", {"edition": edition})


def _edition_of(asker: Asker) -> Edition:
    edition = access.editions_of(asker, *READERS).latest_first().first()
    if edition is None:
        raise Http404
    return edition
