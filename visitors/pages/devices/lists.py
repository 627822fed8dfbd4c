"""The list of devices, and the feed that keeps it fresh: the same fragment, or word that nothing
has moved."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from expo import editions, show_days
from expo.models import Edition
from visitors import conditions
from visitors import devices as fleet
from visitors.conditions import STATES, Condition, Watch
from visitors.gate import shell
from visitors.models import Gate
from visitors.pages.desks import desk_edition, desk_page
from visitors.pages.devices.rows import Row

ATTENTION = "attention"


@require_safe
@desk_page()
@cache_control(private=True, no_cache=True)
def devices(request: HttpRequest) -> HttpResponse:
    """Scanners and kiosks of the current edition: whoever needs somebody stands first."""
    edition = desk_edition(request)
    with timezone.override(edition.tz):
        board = _board(request, edition)
        return render(request, "devices/devices.html", board | {"etag": _tag(board)})


@require_safe
@cache_control(private=True, no_cache=True)
def device_rows(request: HttpRequest) -> HttpResponseBase:
    """For scripts: 401 where a page would lead to the log-in, 304 while nothing has moved."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    edition = desk_edition(request)
    with timezone.override(edition.tz):
        board = _board(request, edition)
        tag = _tag(board)
        response = get_conditional_response(request, etag=tag)
        if response is None:
            response = render(request, "devices/rows.html", board)
            response["ETag"] = tag
        return response


def _board(request: HttpRequest, edition: Edition) -> dict[str, Any]:
    at = timezone.now()
    watch = watch_of(edition, at)
    all_devices = conditions.all_of(edition, watch)
    state, gate = request.GET.get("state", ""), request.GET.get("gate", "")
    shown = [each for each in all_devices if _is_in(each, state) and _is_at(each, gate)]
    return {
        "edition": edition,
        "at": at,
        "watch": watch,
        "overview": fleet.overview(edition, at),
        "rows": [Row(each, at) for each in shown],
        "devices": len(all_devices),
        "states": [(ATTENTION, _("Needs somebody")), *((each, each.label) for each in STATES)],
        "gates": _gates(all_devices),
        "chosen": {"state": state, "gate": gate},
        "query": request.GET.urlencode(),
    }


def watch_of(edition: Edition, at: datetime) -> Watch:
    is_open = show_days.is_open(edition, editions.now(edition))
    return Watch(at, is_open=is_open, version=shell.current().version)


def _is_in(condition: Condition, state: str) -> bool:
    """A state that nobody knows leaves all of them."""
    if state == ATTENTION:
        return bool(condition.troubles)
    return state not in STATES or condition.state == state


def _is_at(condition: Condition, gate: str) -> bool:
    return gate in ("", condition.device.gate.code)


def _gates(all_devices: Iterable[Condition]) -> list[Gate]:
    """The gates that have a device, in the order of their codes."""
    gates = {each.device.gate.code: each.device.gate for each in all_devices}
    return [gates[code] for code in sorted(gates)]


def _tag(board: dict[str, Any]) -> str:
    """Another one whenever the fragment may read otherwise. How long ago a contact was, the page
    itself goes on counting."""
    told = [(row.condition, row.device.uuid, row.device.staff_called_at) for row in board["rows"]]
    whole = (told, board["overview"], board["watch"].is_open, board["query"], get_language())
    return f'"{hashlib.sha256(repr(whole).encode()).hexdigest()[:16]}"'
