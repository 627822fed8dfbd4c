"""A round of the watch: the places with a capacity, as they are counted at one moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from expo import editions
from expo.models import Edition
from visitors import attendance
from visitors.attendance import DayInside, calendars
from visitors.capacity_warnings.levels import capacity_of, is_left, is_reached
from visitors.figures import Rules
from visitors.models import Area, AreaKind, CapacityWarning, Level
from visitors.models.capacity_warning import CapacityWarningQuerySet


class Place(NamedTuple):
    """The fair or a hall, how many it holds, and who is inside."""

    area: Area
    capacity: int
    inside: DayInside


@dataclass(frozen=True, slots=True)
class Round:
    """`places` by the keys of their areas; none outside the show days."""

    edition: Edition
    rules: Rules
    at: datetime
    places: dict[int, Place]

    @classmethod
    def now(cls, edition: Edition) -> "Round":
        """Raises NoShowDays and ContradictoryRules."""
        rules, at = calendars.rules_of(edition), editions.now(edition)
        holding = [(area, capacity_of(area)) for area in watched(edition)]
        inside = attendance.inside_each(
            edition, [area for area, capacity in holding if capacity], at
        )
        places = {
            area.pk: Place(area, capacity, inside[area.pk])
            for area, capacity in holding
            if capacity and area.pk in inside
        }
        return cls(edition, rules, at, places)

    @property
    def percents(self) -> dict[Level, int]:
        """Where both levels are one, that is a stop."""
        warning, stop = self.edition.warning_percent, self.edition.stop_percent
        return {Level.STOP: stop} if stop == warning else {Level.WARNING: warning, Level.STOP: stop}

    def reached(self) -> Iterator[CapacityWarning]:
        """What there is to warn of, whether or not such a warning stands."""
        for place in self.places.values():
            for level, percent in self.percents.items():
                if is_reached(place.inside.people, place.capacity, percent):
                    yield self._warning(place, level)

    def over(self, standing: CapacityWarningQuerySet) -> list[CapacityWarning]:
        """Those of them that nothing is true of any longer, each with its end."""
        warnings = [warning for warning in standing if not self._holds(warning)]
        for warning in warnings:
            warning.ended_at = self._end_of(warning)
        return warnings

    def _holds(self, warning: CapacityWarning) -> bool:
        place = self.places.get(warning.area_id)
        percent = self.percents.get(Level(warning.level))
        if place is None or percent is None or warning.raised_at < place.inside.day.starts:
            return False
        return not is_left(place.inside.people, place.capacity, percent)

    def _end_of(self, warning: CapacityWarning) -> datetime:
        """Now, but at the latest when its day was over: nobody may have watched at night."""
        day = self.rules.day_of(warning.raised_at)
        return max(warning.raised_at, min(self.at, day.ends) if day else self.at)

    def _warning(self, place: Place, level: Level) -> CapacityWarning:
        observed = place.inside.observed
        return CapacityWarning(
            edition=self.edition,
            area=place.area,
            level=level,
            raised_at=self.at,
            people=place.inside.people,
            capacity=place.capacity,
            warning_percent=self.edition.warning_percent,
            stop_percent=self.edition.stop_percent,
            headcount_at=observed.observed_at if observed else None,
        )


def watched(edition: Edition) -> list[Area]:
    """The fair, then its halls by their codes."""
    areas = edition.areas.filter(kind__in=[AreaKind.FAIR, AreaKind.HALL])
    return list(areas.with_names().order_by("kind", "code"))  # "fair" before "hall"
