"""Which sessions are full or cancelled, as scripts of open pages ask it: the same for everybody."""

import hashlib
import json
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from expo import editions, programme
from expo.models import Session
from expo.pages.compression import compressed
from expo.programme import SessionState
from visitors import reservations
from visitors.reservations import Seats

Document = dict[str, Any]


@require_safe
@cache_control(public=True, no_cache=True)
@compressed
def states(request: HttpRequest) -> HttpResponseBase:
    """The sessions of the public edition by their codes, in the words of the address's language;
    304 while nothing has changed."""
    told = _told()
    etag = f'W/"{hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = JsonResponse({"sessions": told})
        response["ETag"] = etag
    return response


def _told() -> Document:
    edition = editions.public_now()
    if edition is None:
        return {}
    at = editions.now(edition)
    rows = reservations.joined(Session.objects.of(edition).order_by("code"))
    return {row.code: _session(row, seats, programme.state(row, at)) for row, seats in rows}


def _session(session: Session, seats: Seats, state: SessionState) -> Document:
    """Seats are of interest as long as they can be reserved."""
    is_open = session.takes_reservations and state is SessionState.UPCOMING
    return {
        "state": state.value,
        "word": str(state.label),
        "seats": reservations.left(seats) if is_open else "",
        "is_full": is_open and seats.is_full,
    }
