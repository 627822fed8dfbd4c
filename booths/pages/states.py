"""How the booths operate, as scripts of open pages ask it: small, and the same for everybody."""

import hashlib
import json
from collections import Counter
from datetime import datetime
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from booths import states as standing
from booths.models import Operation, Outage
from booths.states import Troubles
from expo import editions
from expo.pages.compression import compressed

Document = dict[str, Any]


@require_safe
@cache_control(public=True, no_cache=True)
@compressed
def states(request: HttpRequest) -> HttpResponseBase:
    """The booths of the public edition that are suspended or degraded; 304 while they are.

    The tag is of what stands, not of `at`: the fair's clock alone is no news."""
    edition = editions.public_now()
    if edition is None:
        return _answer(request, timezone.now(), {})
    at = editions.now(edition)
    with timezone.override(edition.tz):
        return _answer(request, timezone.localtime(at), standing.troubles(edition, at))


def _answer(request: HttpRequest, at: datetime, troubles: Troubles) -> HttpResponseBase:
    spaces = {code: _told(outage) for code, outage in troubles.items()}
    etag = f'W/"{hashlib.sha256(json.dumps(spaces).encode()).hexdigest()[:16]}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = JsonResponse({"at": at, "counted": _counted(troubles), "spaces": spaces})
        response["ETag"] = etag
    return response


def _counted(troubles: Troubles) -> dict[str, int]:
    """How many booths are in each state other than operating."""
    found = Counter(outage.state for outage in troubles.values())
    return {state: found[state] for state in (Operation.SUSPENDED, Operation.DEGRADED)}


def _told(outage: Outage) -> Document:
    """Words in the language of the address, times with the offset of the fair's zone."""
    return {
        "state": outage.state,
        "word": outage.get_state_display(),
        "cause": outage.get_cause_display(),
        "since": timezone.localtime(outage.started_at).isoformat(),
        "is_estimated": outage.start_is_estimated,
        "until": outage.expected_until and timezone.localtime(outage.expected_until).isoformat(),
        "when": standing.when(outage),
        "text": str(outage.text),
    }
