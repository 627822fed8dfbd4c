"""So many at once, and whoever comes beyond is told at once when to come again.

Around Django's application, since refusing must cost next to nothing: no session, no database. The
doors and the pages have places of their own, so that neither takes the other's. A scanner that is
refused decides by itself and sends later; a page loads itself anew.
"""

import json
import random
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import cache
from threading import Condition, Lock
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from expo.api.errors import MEDIA_TYPE, problem

OF_DOORS = ("/api/v1/checkins/", "/api/v1/gate/")
OF_EVERYBODY = ("/static/", "/healthz", "/readyz", "/metrics")
"""Never refused: what costs next to nothing, and those who look after the house."""
API, ENGLISH = "/api/", "/en/"
SOONEST, LATEST = 2, 4
"""Seconds after which to come again; not everybody at the same moment."""
STATUS = "503 Service Unavailable"
BUSY = "busy"


@dataclass(slots=True, eq=False)
class Room:
    """`places` are served at once, on `chairs` others wait for one, at most `patience` seconds."""

    name: str
    places: int
    chairs: int
    patience: float
    served: int = 0
    waiting: int = 0
    refused: int = 0
    changed: Condition = field(default_factory=lambda: Condition(Lock()))

    def enter(self) -> bool:
        """Whether there was a place in time; whoever has one must leave."""
        with self.changed:
            has_place = (self._is_free and self.waiting == 0) or self._wait()
            if has_place:
                self.served += 1
                self._call_next()
            else:
                self.refused += 1
            return has_place

    def leave(self) -> None:
        with self.changed:
            self.served -= 1
            self._call_next()

    @property
    def _is_free(self) -> bool:
        return self.served < self.places

    def _call_next(self) -> None:
        if self._is_free:
            self.changed.notify()

    def _wait(self) -> bool:
        if self.waiting >= self.chairs:
            return False
        self.waiting += 1
        has_place = self.changed.wait_for(lambda: self._is_free, self.patience)
        self.waiting -= 1
        return has_place


DOORS = Room("doors", places=8, chairs=24, patience=0.25)
"""A scanner gives up after 400 ms and decides by itself."""
PAGES = Room("pages", places=4, chairs=12, patience=2.0)
ROOMS = (DOORS, PAGES)
THREADS = 56
"""Of each worker of the web server: for everybody in the rooms, and eight that refuse the others
and serve what is never refused."""
Lend = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class FullHouse:
    """WSGI, around Django's application. What is streamed needs no place any more."""

    django: WSGIApplication
    doors: Room = DOORS
    pages: Room = PAGES
    lend: Lend = nullcontext
    """A connection to the database, for as long as somebody is served."""

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        room = self._room(environ["PATH_INFO"])
        if room is None:
            return self._serve(environ, start_response)
        if not room.enter():
            return _refuse(environ, start_response)
        try:
            return self._serve(environ, start_response)
        finally:
            room.leave()

    def _serve(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with self.lend():
            return self.django(environ, start_response)

    def _room(self, path: str) -> Room | None:
        if path.startswith(OF_DOORS):
            return self.doors
        return None if path.startswith(OF_EVERYBODY) else self.pages


def _refuse(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    """A page that somebody looks at asks again by itself, not one that somebody sent a form to."""
    seconds = str(random.randint(SOONEST, LATEST))  # noqa: S311  # spreads them, hides nothing
    kind, body = _answer(environ)
    headers = [
        ("Retry-After", seconds),
        ("Content-Type", kind),
        ("Content-Length", str(len(body))),
        *HEADERS,
    ]
    if environ["REQUEST_METHOD"] == "GET" and kind == HTML:
        headers.append(("Refresh", seconds))
    start_response(STATUS, headers)
    return [body]


HTML = "text/html; charset=utf-8"
HEADERS = [
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
]


def _answer(environ: WSGIEnvironment) -> tuple[str, bytes]:
    """Pages tell their language by their address, clients of the API by a header."""
    path = environ["PATH_INFO"]
    if path.startswith(API):
        asked = environ.get("HTTP_ACCEPT_LANGUAGE", "")
        return MEDIA_TYPE, _document("en" if asked.startswith("en") else "ko")
    language = "en" if path.startswith(ENGLISH) else "ko"
    return HTML, _page(language, was_sent=environ["REQUEST_METHOD"] != "GET")


@cache
def _document(language: str) -> bytes:
    with translation.override(language):
        detail = _("Too many are asking at once. Ask again in a few seconds.")
    return json.dumps(problem(BUSY, 503, detail), ensure_ascii=False).encode()


@cache
def _page(language: str, *, was_sent: bool) -> bytes:
    with translation.override(language):
        return render_to_string("503.html", {"was_sent": was_sent}).encode()
