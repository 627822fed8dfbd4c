"""What a visitor should know today: booths that do not run as they should, sessions cancelled."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from booths.models import Assignment, Outage, Space
from expo import editions
from expo.models import Edition, Session


@dataclass(frozen=True, slots=True)
class Place:
    """A booth that is concerned, and who stands there."""

    space: Space
    exhibitors: list[str]


@dataclass(frozen=True, slots=True)
class BoothNotice:
    outage: Outage
    places: list[Place]


@dataclass(frozen=True, slots=True)
class Notices:
    booths: list[BoothNotice]
    cancelled: list[Session]

    def __bool__(self) -> bool:
        return bool(self.booths or self.cancelled)


def today(edition: Edition, at: datetime) -> Notices:
    """Outages that have begun and stand, and sessions of the day that will not take place."""
    outages = Outage.objects.of(edition).standing().begun(at).with_spaces()
    sessions = Session.objects.on(edition, editions.show_day(edition, at)).cancelled()
    return Notices(_of_booths(list(outages)), list(sessions.select_related("hall")))


def _of_booths(outages: Iterable[Outage]) -> list[BoothNotice]:
    stopped = {
        outage: [status.space for status in outage.statuses.all() if status.ended_at is None]
        for outage in outages
    }
    names = _exhibitors_on([space for spaces in stopped.values() for space in spaces])
    return [
        BoothNotice(outage, [Place(space, names[space.pk]) for space in spaces])
        for outage, spaces in stopped.items()
    ]


def _exhibitors_on(spaces: list[Space]) -> dict[int, list[str]]:
    names: dict[int, list[str]] = defaultdict(list)
    if spaces:
        assignments = Assignment.objects.standing().filter(space__in=spaces)
        for assignment in assignments.select_related("participation__exhibitor"):
            names[assignment.space_id].append(str(assignment.participation.exhibitor.name))
    return names
