"""How full a place is: people against its capacity, and the levels at which somebody must act.

A level is reached at its percentage exactly. A place without a capacity, or with one of nought,
has no level: nobody has said what it holds."""

from expo.models import Edition
from visitors.models import Area, AreaKind, Level

HYSTERESIS = 2
"""Percentage points below a level at which its warning ends: a door that swings raises one warning,
not ten."""


def level_of(
    people: int, capacity: int | None, *, warning_percent: int, stop_percent: int
) -> Level | None:
    """None where no capacity is known."""
    if not capacity:
        return None
    if is_reached(people, capacity, stop_percent):
        return Level.STOP
    return Level.WARNING if is_reached(people, capacity, warning_percent) else Level.CALM


def level_in(edition: Edition, people: int, capacity: int | None) -> Level | None:
    """By the levels of the edition, which are those of its halls too."""
    return level_of(
        people,
        capacity,
        warning_percent=edition.warning_percent,
        stop_percent=edition.stop_percent,
    )


def capacity_of(area: Area) -> int | None:
    """How many the fair, a hall or a session's room holds; None where nobody has said, or nought.

    `AreaQuerySet.with_names` brings what it asks for."""
    holders = {
        AreaKind.FAIR: area.edition,
        AreaKind.HALL: area.hall,
        AreaKind.SESSION: area.session,
    }
    return getattr(holders.get(AreaKind(area.kind)), "capacity", None) or None


def is_reached(people: int, capacity: int, percent: int) -> bool:
    return people * 100 >= percent * capacity


def is_left(people: int, capacity: int, percent: int) -> bool:
    """Clearly below the level again; an empty place always is."""
    return people * 100 < max(percent - HYSTERESIS, 1) * capacity
