"""Pages that a browser, or our cache, keeps until a row says otherwise."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from threading import RLock
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakValueDictionary

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators import http

from expo import editions
from expo.freshness import Tag
from expo.models import Edition
from expo.pages import compression

Also = ParamSpec("Also")
Made = TypeVar("Made")
View = Callable[Concatenate[HttpRequest, Edition, datetime, Also], HttpResponse]
Page = Callable[Concatenate[HttpRequest, Also], HttpResponseBase]
Rendered = Callable[[HttpRequest], HttpResponse]

KEPT_FOR = 5 * 60
PATIENCE = 2.0
"""Seconds to wait for another thread that makes the same."""
_being_made: WeakValueDictionary[str, Any] = WeakValueDictionary()


def conditional_page(tag: Tag) -> Callable[[View[Also]], Page[Also]]:
    """A page of the public edition at the fair's time and in its zone; 404 while there is none.

    Whoever is not logged in gets 304 while the tag stands, and a page without a query from the
    cache; everybody else's has his own name in its frame. Not for pages with forms that post."""

    def decorated(view: View[Also]) -> Page[Also]:
        @wraps(view)
        def page(request: HttpRequest, /, *args: Also.args, **kwargs: Also.kwargs) -> Any:
            edition = editions.public_now()
            if edition is None:
                raise Http404
            at, language = editions.now(edition), get_language() or ""

            def rendered(request: HttpRequest) -> HttpResponse:
                return view(request, edition, at, *args, **kwargs)

            with timezone.override(edition.tz):
                return kept(request, rendered, lambda: tag(edition, at, language=language))

        return page

    return decorated


def kept(request: HttpRequest, rendered: Rendered, state: Callable[[], str]) -> HttpResponseBase:
    """The page as it was rendered for the same `state` of what it shows, or as it is rendered now.

    For a page whose state is more than a tag of rows."""
    if settings.DEBUG or _is_personal(request):
        return _own(request, rendered)
    return _shared(request, rendered, state())


def once(name: str, make: Callable[[], Made], keeps: Callable[[Made], bool] = bool) -> Made:
    """What is kept under the name, or made now: in each process by one thread, and the others wait.

    So hundreds who ask in the moment of a change cost one drawing for each process. A cache that
    is dead, or a thread that takes too long, makes the others do it themselves."""
    found: Made | None = cache.get(name)
    if found is None:
        with _turn(name):
            found = cache.get(name)
            if found is None:
                found = make()
                if keeps(found):
                    cache.set(name, found, KEPT_FOR)
    return found


@contextmanager
def _turn(name: str) -> Iterator[None]:
    lock = _being_made.setdefault(name, RLock())
    is_ours = lock.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if is_ours:
            lock.release()


def _is_personal(request: HttpRequest) -> bool:
    return request.user.is_authenticated or len(get_messages(request)) > 0


def _own(request: HttpRequest, rendered: Rendered) -> HttpResponseBase:
    response: HttpResponseBase = http.conditional_page(rendered)(request)
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _shared(request: HttpRequest, rendered: Rendered, state: str) -> HttpResponseBase:
    """The tag is weak: compressed or not, it is the same page."""
    etag = f'W/"{state}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = _everybodys(request, rendered, state)
        if _has_secrets(request, response):
            patch_cache_control(response, private=True, no_store=True)
            return response
        response["ETag"] = etag
    patch_cache_control(response, no_cache=True)
    patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
    return response


def _everybodys(request: HttpRequest, rendered: Rendered, state: str) -> HttpResponse:
    """Compressed once and kept, if it stands at a plain address: of queries there is no end."""

    def made() -> HttpResponse:
        response = rendered(request)
        return response if _has_secrets(request, response) else compression.compress(response)

    def may_be_kept(response: HttpResponse) -> bool:
        return response.status_code == 200 and not _has_secrets(request, response)

    if request.META["QUERY_STRING"]:
        return compression.fitted(request, made())
    address = hashlib.sha256(request.build_absolute_uri().encode()).hexdigest()
    return compression.fitted(request, once(f"page:{state}:{address}", made, may_be_kept))


def _has_secrets(request: HttpRequest, response: HttpResponse) -> bool:
    """A token of a form, or a cookie: somebody's own, whoever wrote the page."""
    has_token = "CSRF_COOKIE_NEEDS_UPDATE" in request.META
    return has_token or bool(response.cookies) or request.session.modified
