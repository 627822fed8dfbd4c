"""Capacity warnings: how full the fair and its halls are, when they came up to a level, and who saw
it."""

from expo.models import Edition
from visitors.capacity_warnings.acknowledging import Seen, acknowledge
from visitors.capacity_warnings.levels import capacity_of, level_in, level_of
from visitors.capacity_warnings.rounds import watched
from visitors.capacity_warnings.watching import mark, watch, watch_due, watch_stale
from visitors.models import CapacityWarning, Level
from visitors.models.capacity_warning import CapacityWarningQuerySet

__all__ = [
    "CapacityWarning",
    "Level",
    "Seen",
    "acknowledge",
    "capacity_of",
    "level_in",
    "level_of",
    "mark",
    "standing",
    "watch",
    "watch_due",
    "watch_stale",
    "watched",
]


def standing(edition: Edition) -> CapacityWarningQuerySet:
    """The warnings that have not ended, of the gravest level and the latest first."""
    warnings = CapacityWarning.objects.of(edition).standing().told()
    return warnings.order_by("level", "-raised_at", "-pk")  # "stop" before "warning"
