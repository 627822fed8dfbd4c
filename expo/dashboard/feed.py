"""What an open dashboard asks for every two seconds: the document, or word that it is the same.

Hundreds look at one document, so it is made once for all of them: everybody who asks within
FEED_KEPT seconds gets what was made for the first, and while nothing changes it is not made again.
"""

import gzip
import hashlib
import json
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from booths import states
from expo import editions, show_days
from expo.dashboard import figures, moments
from expo.models import Edition
from expo.pages import compression
from expo.show_days import Hours, NoShowDays
from visitors import attendance, capacity_warnings, devices
from visitors.devices import Overview

KEPT_FOR = 60
"""Seconds that a document is kept for the processes which did not make it."""

OLDEST = 2.0
"""Seconds for which a document is still told while another process makes the next."""


@dataclass(frozen=True, slots=True)
class Told:
    """A document as it is sent, when it was last known to be the newest, and how many seconds it
    took to know that: on a busy machine it is kept the longer, so that it does not do this alone.
    """

    etag: str
    body: bytes
    at: float
    took: float

    @property
    def is_fresh(self) -> bool:
        kept = settings.FEED_KEPT and max(settings.FEED_KEPT, self.took)
        return 0 <= time.time() - self.at < kept

    @property
    def document(self) -> figures.Document:
        told: dict[str, Any] = json.loads(gzip.decompress(self.body))
        return told


_last: dict[str, Told] = {}
_locks: dict[str, Lock] = defaultdict(Lock)


def answer(request: HttpRequest, edition: int, language: str) -> HttpResponseBase:
    """304 while nothing has been counted, no booth has stopped or reopened, no place has come up to
    a level, no device has fallen silent or holds more or less, and it is the same minute.

    Raises NoShowDays and ContradictoryRules."""
    told = newest(edition, language)
    response = get_conditional_response(request, etag=told.etag)
    if response is None:
        response = HttpResponse(told.body, content_type="application/json")
        response["Content-Encoding"] = "gzip"
        response = compression.fitted(request, response)
    response["ETag"] = told.etag
    patch_vary_headers(response, ["Accept-Encoding"])
    patch_cache_control(response, private=True, no_cache=True)
    return response


def newest(edition: int, language: str) -> Told:
    """In each process one thread makes it, and the others wait. A dead cache makes each process
    make its own.

    Raises NoShowDays and ContradictoryRules."""
    name = f"board:{edition}:{language}"
    told = _last.get(name)
    if told is None or not told.is_fresh:
        with _locks[name]:
            told = _last.get(name)
            if told is None or not told.is_fresh:
                told = _last[name] = _shared(name, edition, language)
    return told


def _shared(name: str, edition: int, language: str) -> Told:
    """As another process has just made it, or made now."""
    before: Told | None = _last.get(name)
    if settings.FEED_KEPT:
        before = cache.get(name) or before
        if before and (before.is_fresh or _is_being_followed(name, before)):
            return before
    with translation.override(language):
        told = _made(Edition.objects.get(pk=edition), before)
    if settings.FEED_KEPT:
        cache.set(name, told, KEPT_FOR)
    return told


def _is_being_followed(name: str, told: Told) -> bool:
    """Another process makes the next one just now: all would else begin at the same moment."""
    is_young = 0 <= time.time() - told.at < OLDEST
    return is_young and cache.add(f"{name}:{told.at}", 1, KEPT_FOR) is False


def _made(edition: Edition, before: Told | None) -> Told:
    """The tag is read before the figures: what comes meanwhile makes the next one."""
    began = time.time()
    show_days.ask_once(edition)
    with timezone.override(edition.tz):
        days = days_of(edition)
        attendance.count_stale(edition)
        capacity_warnings.watch_stale(edition)
        at, heard = editions.now(edition), devices.overview(edition, timezone.now())
        etag = tag(edition, days, at, heard)
        if before and before.etag == etag:
            return _told(etag, before.body, began)
        document = json.dumps(
            figures.board(edition, days, at, heard), cls=DjangoJSONEncoder, ensure_ascii=False
        )
    return _told(etag, gzip.compress(document.encode(), 6, mtime=0), began)


def _told(etag: str, body: bytes, began: float) -> Told:
    now = time.time()
    return Told(etag, body, now, now - began)


def days_of(edition: Edition) -> list[Hours]:
    """Raises NoShowDays."""
    days = show_days.opening_hours(edition)
    if not days:
        raise NoShowDays
    return days


def tag(edition: Edition, days: list[Hours], at: datetime, heard: Overview) -> str:
    """Another one whenever the document may read otherwise; weak, as it is sent in two sizes."""
    told = (
        settings.VERSION,
        attendance.last_count(edition),
        figures.shown_day(edition, days, at),
        moments.moment(days, at).phase,
        at.replace(second=0, microsecond=0),
        heard,
        states.marks(edition, at),
        capacity_warnings.mark(edition),
        translation.get_language(),
    )
    return f'W/"{hashlib.sha256(repr(told).encode()).hexdigest()[:16]}"'
