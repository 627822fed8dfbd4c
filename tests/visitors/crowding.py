"""A fair that holds a hundred people and a hall that holds fifty, at whatever hour is wanted, with
as many inside as somebody counted."""

from dataclasses import dataclass
from datetime import datetime

from expo import editions
from expo.models import Edition
from tests.visitors import scenes
from visitors import areas, capacity_warnings
from visitors.models import Area, CapacityWarning, Observation


@dataclass
class Crowded:
    edition: Edition
    fair: Area
    hall: Area

    def at(self, when: datetime) -> "Crowded":
        """The clock stands still there."""
        editions.set_clock(self.edition, when, 0)
        return self

    def hold(self, people: int, area: Area | None = None) -> None:
        """So many are inside from this second of the fair on, as a headcount says."""
        now = editions.now(self.edition)
        Observation.objects.create(
            edition=self.edition,
            area=area or self.fair,
            observed_at=now,
            received_at=now,
            count=people,
            kind="clicker",
        )

    def watch(self, people: int | None = None, area: Area | None = None) -> list[str]:
        """What stands after it, the gravest first."""
        if people is not None:
            self.hold(people, area)
        assert capacity_warnings.watch(self.edition.pk)
        return standing(self.edition)


def crowded(capacity: int = 100, **fields) -> Crowded:
    edition = scenes.edition(capacity=capacity, **fields)
    fair, hall = areas.fair(edition), scenes.hall_gate(edition, capacity=50).area
    hall.hall.name_ko = hall.hall.name_en = "4B"
    hall.hall.save()
    return Crowded(edition, fair, hall).at(scenes.NOON)


def standing(edition: Edition) -> list[str]:
    return [f"{areas.word(each.area)} {each.level}" for each in capacity_warnings.standing(edition)]


def log(edition: Edition) -> list[tuple[str, int, bool]]:
    """Level, people and whether it is over, in the order in which they were raised."""
    rows = CapacityWarning.objects.of(edition).order_by("raised_at", "pk")
    return [(row.level, row.people, row.ended_at is not None) for row in rows]
