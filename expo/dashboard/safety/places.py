"""How full the fair and its halls are at a moment, and what speaks for the number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from expo.models import Edition
from visitors import areas, attendance, capacity_warnings
from visitors.attendance import DayInside
from visitors.capacity_warnings import Level
from visitors.models import Area, AreaKind

A_WHILE = timedelta(minutes=15)
"""So long ago is what the people inside are compared with."""


@dataclass(frozen=True, slots=True)
class Place:
    """`inside` is None outside the show days; `before` are the people a while ago, if it was the
    same day."""

    area: Area
    inside: DayInside | None
    before: int | None

    @property
    def title(self) -> str:
        return areas.title(self.area)

    @property
    def word(self) -> str:
        return areas.word(self.area)

    @property
    def is_fair(self) -> bool:
        return self.area.kind == AreaKind.FAIR

    @property
    def people(self) -> int:
        return self.inside.people if self.inside else 0

    @property
    def capacity(self) -> int | None:
        return capacity_warnings.capacity_of(self.area)

    @property
    def level(self) -> Level | None:
        if self.inside is None:
            return None
        return capacity_warnings.level_in(self.area.edition, self.people, self.capacity)

    @property
    def percent(self) -> float | None:
        return percent(self.people, self.capacity)

    @property
    def missing(self) -> int:
        """How many people the doors had not seen come in when heads were last counted."""
        return max(0, -(self.inside.drift or 0)) if self.inside else 0

    @property
    def trend(self) -> int | None:
        return None if self.before is None else self.people - self.before


def percent(people: int, capacity: int | None) -> float | None:
    """With one decimal; None where nobody has said how many fit in."""
    return round(100 * people / capacity, 1) if capacity else None


def at(edition: Edition, shown: Sequence[Area], moment: datetime) -> list[Place]:
    """In the order of the areas. Raises NoShowDays and ContradictoryRules."""
    now, before = attendance.inside_at_each(edition, shown, [moment, moment - A_WHILE])
    return [Place(area, now.get(area.pk), _people(before.get(area.pk))) for area in shown]


def _people(inside: DayInside | None) -> int | None:
    return inside.people if inside else None
