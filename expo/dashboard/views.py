"""The screens that join booths and visitors: the public home page, and the planners' dashboard."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from booths import exhibitors
from expo import access, editions, programme, show_days
from expo.api.errors import problem
from expo.dashboard import feed, figures, moments, notices
from expo.errors import Refused
from expo.models import Edition, RoleKind
from expo.show_days import Hours, NoShowDays
from visitors import attendance
from visitors.definitions import DEFINITIONS

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
    edition = access.editions_of(request.user, *READERS).first()
    if edition is None:
        raise Http404
    with timezone.override(edition.tz):
        try:
            return render(request, "dashboard/dashboard.html", _dashboard(edition))
        except Refused as reason:
            told = {"edition": edition, "reason": reason.message}
            return render(request, "dashboard/dashboard_empty.html", told)


def _dashboard(edition: Edition) -> dict[str, Any]:
    attendance.count_stale(edition)
    at, days = editions.now(edition), _days(edition)
    shown = figures.shown_day(edition, days, at)
    is_today = shown.opens.date() == editions.show_day(edition, at)
    return {
        "edition": edition,
        "moment": moments.moment(days, at),
        "shown": shown,
        "shown_number": days.index(shown) + 1,
        "day_words": _("Today") if is_today else date_format(shown.opens, _("j F")),
        "etag": feed.tag(edition, days, at),  # before the figures: what comes meanwhile comes next
        "board": figures.board(edition, days, at),
        "counted_to": attendance.counted_to(edition),
        "words": DEFINITIONS,
    }


@require_safe
def dashboard_feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """For scripts: 401 where a page would lead to the log-in."""
    if not request.user.is_authenticated:
        return JsonResponse(problem("not_authenticated", 401, _("Log in again.")), status=401)
    edition = access.edition_for(request.user, slug, *READERS)
    with timezone.override(edition.tz):
        try:
            return feed.answer(request, edition, _days(edition))
        except Refused as reason:
            return JsonResponse(problem(reason.code, 422, str(reason.message)), status=422)


def _days(edition: Edition) -> list[Hours]:
    """Raises NoShowDays."""
    days = show_days.opening_hours(edition)
    if not days:
        raise NoShowDays
    return days
