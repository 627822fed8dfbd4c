"""Open dashboards ask for the same every two seconds: those known already are let in by one look.

Before a page stand its reader's session, language, account, roles and the books of who did what.
Five hundred open dashboards would pay for all of it 250 times a second. So whoever was let in the
long way is noted, and the next time one statement sees whether all of that still holds: session,
account, password and role. Everything else, and everybody else, goes the long way.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language

from expo import idling
from expo.dashboard import feed
from expo.dashboard.planning import READERS
from expo.errors import Refused
from expo.models import Account, Edition, Role

ENDING = "/feed/"
MOST = 5000
"""Noted in each process; then it begins anew, and everybody goes the long way once."""

Answer = Callable[[HttpRequest], HttpResponseBase]


class Regular(NamedTuple):
    """One session at one address, as it was let in."""

    session: str
    account: int
    password: str
    edition: int
    language: str


_known: dict[tuple[str, str], Regular] = {}


def note(request: HttpRequest, edition: Edition) -> None:
    """The asker may see the feed of the edition at this address: that has been looked into."""
    account, session = request.user, request.session.session_key
    if not isinstance(account, Account) or session is None:
        return
    if len(_known) >= MOST:
        _known.clear()
    _known[session, request.path_info] = Regular(
        session, account.pk, account.password, edition.pk, get_language() or ""
    )


class Regulars:
    """Middleware, before those that look at everybody."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        regular = _regular(request)
        if regular and _may_still_see(regular):
            try:
                return feed.answer(request, regular.edition, regular.language)
            except (Refused, Edition.DoesNotExist):
                pass  # the long way says why
        return self.get_response(request)


def _regular(request: HttpRequest) -> Regular | None:
    """None where an account that idles is logged off: that is judged on the long way."""
    path = request.path_info
    is_asked = path.endswith(ENDING) and request.method == "GET"
    if not is_asked or idling.limit_of(path) is not None:
        return None
    return _known.get((request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""), path))


def _may_still_see(regular: Regular) -> bool:
    """The statement finds out by itself whether the connection still holds: no other before it."""
    connection.health_check_done = True  # type: ignore[attr-defined]  # unknown to the stubs
    try:
        return _finds(regular)
    except OperationalError:
        connection.close()  # the long way opens another
        return False


def _finds(regular: Regular) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            STILL,
            [
                regular.session,
                timezone.now(),
                regular.account,
                regular.password,
                regular.edition,
            ],
        )
        return cursor.fetchone() is not None


KINDS = ", ".join(f"'{kind}'" for kind in READERS)
STILL = f"""
    SELECT FROM {Session._meta.db_table} AS session, {Account._meta.db_table} AS account
    WHERE session.session_key = %s AND session.expire_date > %s
        AND account.id = %s AND account.password = %s AND account.is_active
        AND (account.is_superuser OR EXISTS (
            SELECT FROM {Role._meta.db_table} AS role
            WHERE role.account_id = account.id AND role.edition_id = %s
                AND role.ended_at IS NULL AND role.kind IN ({KINDS})
        ))
"""  # noqa: S608  # put together from our own words
