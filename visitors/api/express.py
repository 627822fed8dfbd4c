"""Uploads of doors that this process knows, taken before Django: scanners send them by the hundred
a second, and sessions, cookies, forms and histories concern people.

Whatever is not usual goes the long way, which does all of it again and says what is wrong: an
upload may be taken twice.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import orjson
from django.conf import settings

from expo import short_ways
from expo.bounded import Bounded
from expo.short_ways import Header
from visitors import cursors, devices, doors, uploads
from visitors.api import checkins
from visitors.api.authentication import DeviceAuthentication
from visitors.api.formats import MOST_BYTES

ADDRESS = "/api/v1/checkins/"
KEYWORD = f"{DeviceAuthentication.keyword} ".lower()
MOST = 5000
"""Ways known in each process."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sender:
    """A device, and how its request came here."""

    token_hash: bytes
    way: tuple[str, ...]

    @classmethod
    def of(cls, environ: WSGIEnvironment) -> "Sender | None":
        """None for what is no upload of a device."""
        if environ["PATH_INFO"] != ADDRESS or environ["REQUEST_METHOD"] != "POST":
            return None
        shown, kind = environ.get("HTTP_AUTHORIZATION", ""), environ.get("CONTENT_TYPE", "")
        if shown[: len(KEYWORD)].lower() != KEYWORD or not kind.startswith("application/json"):
            return None
        speaks = environ.get("HTTP_ACCEPT_LANGUAGE", "")
        token = shown[len(KEYWORD) :].strip()
        return cls(devices.hash_of(token), (*short_ways.way(environ), speaks))


@dataclass(frozen=True, slots=True)
class House:
    """The headers of the last answer that was given the long way, and the language it spoke."""

    headers: list[Header]
    language: str


@dataclass(slots=True)
class Express:
    """WSGI, around Django's application."""

    django: WSGIApplication
    known: dict[Sender, House] = field(default_factory=lambda: Bounded(MOST))

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        sender = Sender.of(environ)
        if sender is None:
            return self.django(environ, start_response)
        body, house = _read(environ), self.known.get(sender)
        if house and (answer := _answer(sender, house, body)):
            start_response("200 OK", [*house.headers, *_about(answer)])
            return [answer]
        return self.django(environ, short_ways.noting(start_response, partial(self._note, sender)))

    def _note(self, sender: Sender, headers: list[Header]) -> None:
        language = dict(headers).get("Content-Language", settings.LANGUAGE_CODE)
        self.known[sender] = House(headers, language)


def _read(environ: WSGIEnvironment) -> bytes:
    """The body, which can be read again; nothing of one that is too large."""
    told = environ.get("CONTENT_LENGTH", "")
    length = int(told) if told.isdecimal() else 0
    if length > MOST_BYTES:
        return b""
    body: bytes = environ["wsgi.input"].read(length)
    environ["wsgi.input"] = BytesIO(body)
    return body


def _answer(sender: Sender, house: House, body: bytes) -> bytes | None:
    door = doors.remembered(sender.token_hash)
    if door is None:
        return None
    try:
        upload = uploads.read(orjson.loads(body))
        return orjson.dumps(
            cursors.trusting(partial(checkins.answer, door, upload, house.language))
        )
    except Exception:
        _log.debug("The long way meets it again, and says so.", exc_info=True)
        return None


def _about(answer: bytes) -> list[Header]:
    return [("Content-Type", "application/json"), ("Content-Length", str(len(answer)))]
