"""Wall screens: made with a link whose secret is told once, seen, and unlinked again.

A screen is no account. Whoever holds its link sees the wall of one edition: 192 random bits, of
which the row keeps the SHA-256, so that neither the database nor a copy of it opens a wall."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expo.constraints import refused_as
from expo.errors import Conflict
from expo.models import Account, Edition, Screen, ScreenTheme

BYTES = 24
NOTED_EVERY = timedelta(minutes=1)
"""An open wall asks every two seconds; its row is written once in so long."""


class NameTaken(Conflict):
    code = "screen_name_taken"
    message = _("Another screen already has this name.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a screen is to be like; its name says where it hangs."""

    name: str
    language: str
    theme: ScreenTheme = ScreenTheme.DARK


def make(
    edition: Edition, wanted: Wanted, *, by: Account | None, at: datetime
) -> tuple[Screen, str]:
    """Make a screen, and the secret of its link, which is told here and never again.

    Raises NameTaken."""
    token = secrets.token_urlsafe(BYTES)
    with refused_as({"expo_a_linked_screen_has_a_name_of_its_own": NameTaken}):
        screen = Screen.objects.create(
            edition=edition,
            name=wanted.name,
            language=wanted.language,
            theme=wanted.theme,
            digest=_digest(token),
            made_at=at,
            made_by=by,
        )
    return screen, token


def revoke(screen: Screen, *, by: Account | None, at: datetime) -> Screen:
    """Close the link for good. Who did so first, and when, stays."""
    Screen.objects.linked().filter(pk=screen.pk).update(revoked_at=at, revoked_by=by)
    screen.refresh_from_db()
    return screen


def find(token: str) -> Screen | None:
    """The screen whose link has this secret; None where it was revoked or never made.

    Looked up by its hash: how long the answer takes says nothing of the secret."""
    linked = Screen.objects.linked().select_related("edition")
    return linked.filter(digest=_digest(token)).first()


def see(screen: Screen, at: datetime) -> None:
    """Note that the screen is on, once a minute at most."""
    long_ago = Q(seen_at=None) | Q(seen_at__lte=at - NOTED_EVERY)
    if screen.seen_at is None or screen.seen_at <= at - NOTED_EVERY:
        Screen.objects.filter(long_ago, pk=screen.pk).update(seen_at=at)


def _digest(token: str) -> bytes:
    return sha256(token.encode()).digest()
