"""The wall itself: for planners who are logged in, and for whoever holds a screen's link.

Who comes by a link needs no cookie and gets none; no page beyond the wall knows the link."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from expo import access, screens
from expo.api.errors import problem
from expo.dashboard.planning import READERS
from expo.dashboard.walls import documents
from expo.models import Edition, Screen, ScreenTheme
from visitors.definitions import DEFINITIONS

HEADERS = {
    "Referrer-Policy": "no-referrer",  # nothing on the page is sent anywhere, forms least of all
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
Page = Callable[[HttpRequest, Screen], HttpResponseBase]


def screen_page(unknown: Callable[[], HttpResponse]) -> Callable[[Page], Callable[..., Any]]:
    """`page(request, screen)` in the screen's language and the fair's zone; `unknown()` where the
    link was revoked or never made."""

    def guard(page: Page) -> Callable[..., HttpResponseBase]:
        @wraps(page)
        def guarded(request: HttpRequest, token: str) -> HttpResponseBase:
            screen = screens.find(token)
            if screen is None:
                return _private(unknown())
            screens.see(screen, timezone.now())
            with translation.override(screen.language), timezone.override(screen.edition.tz):
                response = _private(page(request, screen))
                response.headers["Content-Language"] = screen.language
                return response

        return guarded

    return guard


def _unlinked() -> HttpResponse:
    """In both languages: nobody knows which the screen spoke."""
    return HttpResponse(render_to_string("walls/unlinked.html"), status=404)


def _unlinked_feed() -> HttpResponse:
    return JsonResponse(problem("screen_unlinked", 404, _("This screen was unlinked.")), status=404)


@require_safe
@screen_page(_unlinked)
def wall_screen(_request: HttpRequest, screen: Screen) -> HttpResponse:
    return _wall(screen.edition, screen.theme)


@require_safe
@screen_page(_unlinked_feed)
def wall_screen_feed(request: HttpRequest, screen: Screen) -> HttpResponseBase:
    return _feed(request, screen.edition)


@require_safe
@login_required
def wall(request: HttpRequest) -> HttpResponse:
    """The latest edition that the asker plans or organises, in the theme that the address names."""
    edition = _own_edition(request)
    theme = request.GET.get("theme", "")
    with timezone.override(edition.tz):
        return _wall(
            edition, theme if theme in ScreenTheme.values else ScreenTheme.DARK, is_own=True
        )


@require_safe
def wall_feed(request: HttpRequest) -> HttpResponseBase:
    """For scripts: 401 where a page would lead to the log-in."""
    if not request.user.is_authenticated:
        return JsonResponse(problem("not_authenticated", 401, _("Log in again.")), status=401)
    edition = _own_edition(request)
    with timezone.override(edition.tz):
        return _feed(request, edition)


def _own_edition(request: HttpRequest) -> Edition:
    edition = access.editions_of(request.user, *READERS).first()
    if edition is None:
        raise Http404
    return edition


def _wall(edition: Edition, theme: str, *, is_own: bool = False) -> HttpResponse:
    """Made without the request: a page that knows nobody can tell nothing of anybody."""
    language = get_language() or "ko"
    document, etag = documents.wall(edition, language)
    told = {
        "edition": edition,
        "theme": theme,
        "language": language,
        "wall": document,
        "etag": etag,
        "is_own": is_own,
        "words": DEFINITIONS,
    }
    response = HttpResponse(render_to_string("walls/wall.html", told))
    patch_cache_control(response, private=True, no_store=True)
    return response


def _feed(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    document, etag = documents.wall(edition, get_language() or "ko")
    response = get_conditional_response(request, etag=etag) if etag else None
    if response is None:
        response = JsonResponse(document)
        if etag:
            response["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _private(response: HttpResponseBase) -> HttpResponseBase:
    for name, value in HEADERS.items():
        response.headers[name] = value
    if "Cache-Control" not in response.headers:
        patch_cache_control(response, private=True, no_store=True)
    return response
