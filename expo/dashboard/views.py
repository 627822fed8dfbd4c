"""The screens that join booths and visitors: the public home page, and the planners' dashboard."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from booths import exhibitors
from expo import access, editions, programme, show_days
from expo.api.errors import problem
from expo.dashboard import feed, figures, fillings, moments, notices, regulars
from expo.dashboard.moments import Moment
from expo.dashboard.notices import Notices
from expo.dashboard.planning import READERS, planning_page
from expo.errors import Refused
from expo.models import Edition
from expo.pages import keeping
from expo.pages.compression import compressed
from visitors.definitions import DEFINITIONS
from visitors.pages.desks import WORKERS
from visitors.registrations import openness
from visitors.registrations.openness import Openness

LATEST_DAYS = 3
"""Beside the sum of all; the others stand in the table below."""


@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """What, when, where; what is on; what to know today: by the fair's clock and zone.

    It shows the clock's minute, so it is drawn once a minute for everybody who is not logged in."""
    edition = editions.public_now()
    if edition is None:
        return render(request, "dashboard/home_empty.html")
    with timezone.override(edition.tz):
        days = show_days.opening_hours(edition)
        moment = moments.moment(days, editions.now(edition))
        news = notices.state(edition, moment)  # before the rows: what comes meanwhile comes next

        registering = openness.of(edition, moment.at, days)

        def rendered(request: HttpRequest) -> HttpResponse:
            told = {"days": days, "notices_state": news, "registering": registering}
            return render(request, "dashboard/home.html", told | _home(edition, moment))

        return keeping.kept(request, rendered, lambda: _state(news, moment, registering))


def _state(news: str, moment: Moment, registering: Openness) -> str:
    """The minute alone would let the door say "open" until it is over."""
    return f"{news}-{moment.at:%Y%m%d%H%M}-{registering.state}"


def _home(edition: Edition, moment: Moment) -> dict[str, Any]:
    return {
        "edition": edition,
        "moment": moment,
        "programme": programme.now_and_next(edition, moment.at, most=3),
        "notices": _notices(edition, moment),
        "floor": exhibitors.floor(edition),
    }


@require_safe
@cache_control(public=True, no_cache=True)
@compressed
def home_notices(request: HttpRequest) -> HttpResponseBase:
    """The notices of the home page alone, which it asks for every few seconds."""
    edition = editions.public_now()
    if edition is None:
        raise Http404
    with timezone.override(edition.tz):
        moment = moments.moment(show_days.opening_hours(edition), editions.now(edition))
        etag = f'"{notices.state(edition, moment)}"'
        response = get_conditional_response(request, etag=etag)
        if response is None:
            told = {"moment": moment, "notices": _notices(edition, moment)}
            response = HttpResponse(render_to_string("dashboard/notices.html", told))
            response["ETag"] = etag
        return response


def _notices(edition: Edition, moment: Moment) -> Notices | None:
    return None if moment.is_over else notices.today(edition, moment.at)


@require_safe
@login_required
def dashboard(request: HttpRequest) -> HttpResponse:
    """The figures of the latest edition the asker plans or organises; 404 for everybody else."""
    edition = access.editions_of(request.user, *READERS).first()
    if edition is None:
        raise Http404
    with timezone.override(edition.tz):
        return _live(request, edition)


@require_safe
@planning_page
def dashboard_edition(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The figures of one edition."""
    return _live(request, edition)


def _live(request: HttpRequest, edition: Edition) -> HttpResponse:
    try:
        told = _dashboard(edition)
        told["sees_devices"] = access.may(request.user, edition, *WORKERS)
        return render(request, "dashboard/dashboard.html", told)
    except Refused as reason:
        told = {"edition": edition, "reason": reason.message}
        return render(request, "dashboard/dashboard_empty.html", told)


def _dashboard(edition: Edition) -> dict[str, Any]:
    told, days = feed.newest(edition.pk, get_language() or ""), feed.days_of(edition)
    at = editions.now(edition)
    board = told.document | {"clock": figures.clock(edition, at)}
    shown = figures.shown_day(edition, days, at)
    is_today = shown.opens.date() == editions.show_day(edition, at)
    return {
        "edition": edition,
        "moment": moments.moment(days, at),
        "shown": shown,
        "shown_number": days.index(shown) + 1,
        "day_words": _("Today") if is_today else date_format(shown.opens, _("j F")),
        "etag": told.etag,
        "board": board,
        "latest_days": board["days"][-LATEST_DAYS:],
        "marks": fillings.marks(edition),
        "counted_to": board["counted_to"] and datetime.fromisoformat(board["counted_to"]),
        "words": DEFINITIONS,
    }


@require_safe
def dashboard_feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """For scripts: 401 where a page would lead to the log-in."""
    if not request.user.is_authenticated:
        return JsonResponse(problem("not_authenticated", 401, _("Log in again.")), status=401)
    edition = access.edition_for(request.user, slug, *READERS)
    try:
        response = feed.answer(request, edition.pk, get_language() or "")
    except Refused as reason:
        return JsonResponse(problem(reason.code, 422, str(reason.message)), status=422)
    regulars.note(request, edition)
    return response
