"""Open dashboards ask for the same every two seconds: those known already are let in by one look.

Before a page stand its reader's session, language, account, roles and the books of who did what.
Five hundred open dashboards would pay for all of it 250 times a second. So whoever was let in the
long way, through Django, is noted, and the next time this answers before Django does. All who are
noted are looked at together, at most once in REGULARS_BELIEVED seconds: one statement sees whose
session, account, password and role still hold. Everything else, and everybody else, goes the long
way.
"""

import logging
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from threading import Lock
from typing import NamedTuple
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpRequest, parse_cookie
from django.utils import timezone
from django.utils.translation import get_language

from expo import idling, short_ways
from expo.bounded import Bounded
from expo.dashboard import feed
from expo.dashboard.planning import READERS
from expo.models import Account, Edition, Role
from expo.pages import compression
from expo.short_ways import Header

ENDING = "/feed/"
MARK = "expo.regular"
MOST = 5000
"""Noted in each process."""
FORGOTTEN_AFTER = 60.0
"""Seconds after which whoever has not asked again goes the long way."""

Door = tuple[str, ...]
_log = logging.getLogger(__name__)


class Regular(NamedTuple):
    """One session at one address, as it was let in."""

    session: str
    account: int
    password: str
    edition: int
    language: str


@dataclass(slots=True, eq=False)
class Known:
    """A regular, the headers with which the long way answered, and when he last asked and was last
    found to be let in still (of the monotonic clock)."""

    regular: Regular
    headers: list[Header]
    asked_at: float
    let_in_at: float

    @property
    def is_believed(self) -> bool:
        return time.monotonic() - self.let_in_at < settings.REGULARS_BELIEVED


def note(request: HttpRequest, edition: Edition) -> None:
    """The asker may see the feed of the edition at this address: that has been looked into."""
    account, session = request.user, request.session.session_key
    if not isinstance(account, Account) or session is None:
        return
    request.META[MARK] = Regular(
        session, account.pk, account.password, edition.pk, get_language() or ""
    )


@dataclass(slots=True)
class Regulars:
    """WSGI, around Django's application."""

    django: WSGIApplication
    known: dict[Door, Known] = field(default_factory=lambda: Bounded(MOST))
    looking: Lock = field(default_factory=Lock)
    lend: Callable[[], AbstractContextManager[None]] = nullcontext
    """A connection to the database, for as long as something is looked up."""

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        door = _door(environ)
        if door is None:
            return self.django(environ, start_response)
        known = self.known.get(door)
        told = known and self._told_to(known)
        if known and told:
            return _answer(environ, start_response, known, told)
        return self._the_long_way(door, environ, start_response)

    def _told_to(self, known: Known) -> feed.Told | None:
        try:
            with self.lend():
                if self._may_still_see(known):
                    return feed.newest(known.regular.edition, known.regular.language)
        except Exception:
            _log.debug("The long way meets it again, and says so.", exc_info=True)
        return None

    def _may_still_see(self, known: Known) -> bool:
        known.asked_at = time.monotonic()
        if known.is_believed:
            return True
        with self.looking:
            return known.is_believed or known in self._look()

    def _look(self) -> set[Known]:
        """Everybody who is noted, in one statement: those who are let in still. Others are noted
        no longer."""
        now, noted = time.monotonic(), list(self.known.items())
        asking = [one for _door, one in noted if now - one.asked_at < FORGOTTEN_AFTER]
        found = {asking[number] for number in _still([one.regular for one in asking])}
        for door, one in noted:
            if one in found:
                one.let_in_at = now
            else:
                self.known.pop(door, None)
        return found

    def _the_long_way(
        self, door: Door, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        began = time.monotonic()

        def note(headers: list[Header]) -> None:
            if regular := environ.pop(MARK, None):
                self._note(door, Known(regular, headers, began, began))

        return self.django(environ, short_ways.noting(start_response, note))

    def _note(self, door: Door, known: Known) -> None:
        self.known[door] = known


def _door(environ: WSGIEnvironment) -> Door | None:
    """What the long way was asked with: the session, the address, and how it came here. None: not
    what an open dashboard asks, or where an account that idles is logged off, as that is judged on
    the long way."""
    path = environ.get("PATH_INFO", "")
    if not path.endswith(ENDING) or environ["REQUEST_METHOD"] != "GET":
        return None
    takes = compression.TAKES_GZIP.search(environ.get("HTTP_ACCEPT_ENCODING", ""))
    session = parse_cookie(environ.get("HTTP_COOKIE", "")).get(settings.SESSION_COOKIE_NAME)
    if not takes or not session or idling.limit_of(path) is not None:
        return None
    return (session, path, *short_ways.way(environ))


def _answer(
    environ: WSGIEnvironment, start_response: StartResponse, known: Known, told: feed.Told
) -> list[bytes]:
    headers = [*known.headers, ("ETag", told.etag)]
    if environ.get("HTTP_IF_NONE_MATCH") == told.etag:
        start_response("304 Not Modified", headers)
        return []
    start_response(
        "200 OK",
        [
            *headers,
            ("Content-Type", "application/json"),
            ("Content-Encoding", "gzip"),
            ("Content-Length", str(len(told.body))),
        ],
    )
    return [told.body]


def _still(regulars: list[Regular]) -> list[int]:
    """The places in the list of those whose session, account, password and role hold."""
    columns = [list(column) for column in zip(*regulars, strict=True)][:4] or [[]] * 4
    with connection.cursor() as cursor:
        cursor.execute(STILL, [*columns, timezone.now()])
        return [number - 1 for (number,) in cursor.fetchall()]


KINDS = ", ".join(f"'{kind}'" for kind in READERS)
STILL = f"""
    SELECT known.number
    FROM unnest(%s::text[], %s::bigint[], %s::text[], %s::bigint[]) WITH ORDINALITY
        AS known(session, account, password, edition, number)
    JOIN {Session._meta.db_table} AS session
        ON session.session_key = known.session AND session.expire_date > %s
    JOIN {Account._meta.db_table} AS account
        ON account.id = known.account AND account.password = known.password AND account.is_active
    WHERE account.is_superuser OR EXISTS (
        SELECT FROM {Role._meta.db_table} AS role
        WHERE role.account_id = account.id AND role.edition_id = known.edition
            AND role.ended_at IS NULL AND role.kind IN ({KINDS})
    )
"""  # noqa: S608  # put together from our own words
