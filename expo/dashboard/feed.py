"""What an open dashboard asks for every two seconds: the document, or word that it is the same."""

import hashlib
from datetime import datetime

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language

from expo import editions
from expo.dashboard import figures
from expo.models import Edition
from visitors import attendance


def answer(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """304 while nothing has been counted and no device has said anything new.

    Raises NoShowDays and ContradictoryRules."""
    at = editions.now(edition)
    etag = tag(edition, at)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = JsonResponse(figures.board(edition, at))
        response["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    return response


def tag(edition: Edition, at: datetime) -> str:
    """Another one whenever the document may read otherwise; its clock runs on without it."""
    waiting = [(device.device, device.scans) for device in attendance.pending(edition)]
    told = (
        attendance.version(edition),
        attendance.counted_to(edition),
        editions.show_day(edition, at),
        waiting,
        get_language(),
    )
    return f'"{hashlib.sha256(repr(told).encode()).hexdigest()[:16]}"'
