"""Where nobody else fits in at the moment: halls by who is inside, sessions by their seats."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.db.models import F, Sum

from expo import editions
from expo.models import Edition, Session
from visitors.models import AreaKind, Direction, Presence
from visitors.reservations import seats

KEPT_FOR = timedelta(seconds=2)
"""Everybody at the fair asks every few seconds."""


@dataclass(frozen=True, slots=True)
class Full:
    """Keys of halls, and of sessions of the day that have not begun."""

    halls: tuple[int, ...]
    sessions: tuple[int, ...]


def of(edition: Edition, at: datetime) -> Full:
    """At most two seconds old. A cache that is dead makes everybody count for himself."""
    day = editions.show_day(edition, at)
    name = f"full:{edition.pk}:{day}"
    found: Full | None = cache.get(name)
    if found is None:
        found = Full(_halls(edition, day), _sessions(edition, day, at))
        cache.set(name, found, KEPT_FOR.total_seconds())
    return found


def _halls(edition: Edition, day: date) -> tuple[int, ...]:
    """As the doors count who is inside: by the last scan of each ticket on that day."""
    inside = Presence.objects.filter(
        area__edition=edition, area__kind=AreaKind.HALL, direction=Direction.IN, day=day
    )
    counted = inside.values("area__hall", "area__hall__capacity").annotate(heads=Sum("heads"))
    full = counted.filter(heads__gte=F("area__hall__capacity")).order_by("area__hall__code")
    return tuple(full.values_list("area__hall", flat=True))


def _sessions(edition: Edition, day: date, at: datetime) -> tuple[int, ...]:
    ahead = Session.objects.on(edition, day).upcoming(at).filter(takes_reservations=True)
    told = seats.joined(ahead.order_by("starts_at", "code"))
    return tuple(session.pk for session, its in told if its.is_full)
