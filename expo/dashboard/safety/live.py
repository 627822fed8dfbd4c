"""What the safety desk sees of this moment: places, and warnings that nobody has acknowledged."""

import hashlib
from typing import Any

from django.utils.translation import get_language

from expo import editions, show_days
from expo.dashboard.safety import log, places
from expo.models import Edition
from visitors import attendance, capacity_warnings
from visitors.models import Area, CapacityWatch
from visitors.models.capacity_warning import CapacityWarningQuerySet

MOST_WAITING = 20
"""The others stand in the log below."""


def freshen(edition: Edition) -> None:
    """Count and watch what no worker did. Raises NoShowDays and ContradictoryRules."""
    show_days.ask_once(edition)
    attendance.count_stale(edition)
    capacity_warnings.watch_stale(edition)


def tag(edition: Edition) -> str:
    """Another one whenever the page may read otherwise: every count is told by its time, so what an
    organiser changes shows with the next one."""
    told = (
        attendance.last_count(edition),
        attendance.headcounts_version(edition),
        capacity_warnings.mark(edition),
        get_language(),
    )
    return f'W/"{hashlib.sha256(repr(told).encode()).hexdigest()[:16]}"'


def document(edition: Edition, watched: list[Area]) -> dict[str, Any]:
    """Raises NoShowDays and ContradictoryRules."""
    at, waiting = editions.now(edition), log.waiting(edition)
    first = [log.Line(warning) for warning in waiting[:MOST_WAITING]]
    shown = places.at(edition, watched, at)
    return {
        "edition": edition,
        "at": at,
        "places": shown,
        "is_show_day": any(place.inside for place in shown),
        "waiting": first,
        "others_waiting": _others(waiting, len(first)),
        "counted_to": attendance.counted_to(edition),
        "watched_to": _watched_to(edition),
    }


def _others(waiting: CapacityWarningQuerySet, shown: int) -> int:
    return waiting.count() - shown if shown == MOST_WAITING else 0


def _watched_to(edition: Edition) -> Any:
    rows = CapacityWatch.objects.filter(pk=edition.pk)
    return rows.values_list("watched_to", flat=True).first()
