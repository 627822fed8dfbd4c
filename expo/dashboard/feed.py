"""What an open dashboard asks for every two seconds: the document, or word that it is the same."""

import hashlib
from datetime import datetime

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language

from booths import states
from expo import editions
from expo.dashboard import figures, moments
from expo.models import Edition
from expo.show_days import Hours
from visitors import attendance, devices


def answer(request: HttpRequest, edition: Edition, days: list[Hours]) -> HttpResponseBase:
    """304 while nothing has been counted, no booth has stopped or reopened, and no device has
    fallen silent or holds more or less.

    Raises ContradictoryRules."""
    attendance.count_stale(edition)
    at = editions.now(edition)
    etag = tag(edition, days, at)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = JsonResponse(figures.board(edition, days, at))
        response["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    return response


def tag(edition: Edition, days: list[Hours], at: datetime) -> str:
    """Another one whenever the document may read otherwise; its clock runs on without it."""
    told = (
        attendance.last_count(edition),
        figures.shown_day(edition, days, at),
        moments.moment(days, at).phase,
        devices.overview(edition, timezone.now()),
        states.marks(edition, at),
        get_language(),
    )
    return f'"{hashlib.sha256(repr(told).encode()).hexdigest()[:16]}"'
