"""The programme: what is on, what comes next, and in which state a session is."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from expo.models import Edition, Session
from expo.models.session import SessionQuerySet


class SessionState(TextChoices):
    UPCOMING = "upcoming", _("Upcoming")
    RUNNING = "running", _("Now")
    OVER = "over", _("Over")
    CANCELLED = "cancelled", _("Cancelled")


@dataclass(frozen=True, slots=True)
class NowAndNext:
    running: list[Session]
    upcoming: list[Session]


def state(session: Session, at: datetime) -> SessionState:
    if session.cancelled_at is not None:
        return SessionState.CANCELLED
    if at < session.starts_at:
        return SessionState.UPCOMING
    return SessionState.RUNNING if at < session.ends_at else SessionState.OVER


def in_state(sessions: SessionQuerySet, wanted: SessionState, at: datetime) -> SessionQuerySet:
    """The sessions that are in the state at that moment."""
    match wanted:
        case SessionState.CANCELLED:
            return sessions.cancelled()
        case SessionState.UPCOMING:
            return sessions.upcoming(at)
        case SessionState.RUNNING:
            return sessions.running(at)
        case SessionState.OVER:
            return sessions.over(at)


def now_and_next(edition: Edition, at: datetime, *, most: int = 3) -> NowAndNext:
    """What runs at that moment, and at most so many that come after it."""
    sessions = Session.objects.of(edition).for_programme()
    return NowAndNext(list(sessions.running(at)), list(sessions.upcoming(at)[:most]))


def cancel(session: Session, *, at: datetime) -> Session:
    """Say that the session does not take place; again is no error. Its stage is free again."""
    if session.cancelled_at is None:
        session.cancelled_at = at
        session.save(update_fields=["cancelled_at"])
    return session
