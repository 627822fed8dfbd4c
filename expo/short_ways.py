"""Answers that are given before Django, as Django gave them the last time.

Who asks for the same again and again is answered the long way once; the headers of that answer stay
good for whoever comes the same way.
"""

from collections.abc import Callable, Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from django.conf import settings

WAYS = ("wsgi.url_scheme", "HTTP_HOST", "HTTP_X_FORWARDED_HOST")
OF_THE_CONTENT = {"content-type", "content-encoding", "content-length", "etag", "set-cookie"}

Header = tuple[str, str]


def way(environ: WSGIEnvironment) -> tuple[str, ...]:
    """How a request came to the house: by which name, and safely or not."""
    proxy, _told = settings.SECURE_PROXY_SSL_HEADER or ("", "")
    return tuple(environ.get(name, "") for name in (*WAYS, proxy))


def noting(start_response: StartResponse, note: Callable[[list[Header]], None]) -> StartResponse:
    """Start a response, and have noted the headers that are not about its content, if it is one
    that tells what was asked."""

    def starting(status: str, headers: list[Header], *error: object) -> object:
        if status.startswith("200 "):
            note(of_the_house(headers))
        return start_response(status, headers, *error)  # type: ignore[arg-type]

    return starting  # type: ignore[return-value]


def of_the_house(headers: Iterable[Header]) -> list[Header]:
    """Those that are not about the content, nor for one browser alone."""
    return [(name, told) for name, told in headers if name.lower() not in OF_THE_CONTENT]
