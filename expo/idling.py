"""Accounts that are logged in while nobody works: logged off, after a warning that is on screen.

Who works is told by requests that somebody made. What a page asks for by itself, again and again,
is no work: a screen on a wall would be logged in for ever. Visitors, gates and kiosks have no
account and are not concerned."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.templatetags.static import static

LAST_ACT = "last_act"
"""When somebody last did something in this session, in seconds since 1970."""
NOTED_EVERY = 30
"""Seconds between two notes of it: not every request costs a write."""
ENGLISH = "/en"
DEVICES = "/desk/kiosk/"
ASKED_BY_PAGES = {"dashboard_feed", "device_rows", "stay_warning"}

Answer = Callable[[HttpRequest], HttpResponseBase]


def limit_of(path: str) -> int | None:
    """Seconds without an act after which an account is logged off there; None where it never is."""
    path = path.removeprefix(ENGLISH)
    if path.startswith(DEVICES):
        return None
    return next(
        (lasts for place, lasts in settings.IDLE_FOR.items() if path.startswith(place)), None
    )


def script(request: HttpRequest) -> str:
    """The address of what warns in time."""
    return f"{static('js/idle.js')}#{limit_of(request.path_info)}"


class IdleSessions:
    """Middleware, behind authentication. Pages without a limit are not asked whose they are."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        limit = limit_of(request.path_info)
        if limit is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return
        if request.user.is_authenticated:
            _judge(request, limit)


def _judge(request: HttpRequest, limit: int) -> None:
    now = int(time.time())
    last = request.session.get(LAST_ACT, now)
    if now - last > limit:
        logout(request)
    elif _is_act(request) and (LAST_ACT not in request.session or now - last >= NOTED_EVERY):
        request.session[LAST_ACT] = now


def _is_act(request: HttpRequest) -> bool:
    """What htmx fetches is asked for by the page; what it sends was typed by somebody."""
    match = request.resolver_match
    if match is not None and match.url_name in ASKED_BY_PAGES:
        return False
    return request.method == "POST" or not request.headers.get("HX-Request")
