"""What a visitor should know today: booths that do not run as they should, halls and sessions that
are full, sessions cancelled."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import get_language

from booths import freshness, states
from booths.models import Assignment, Outage, Space
from expo import editions, histories
from expo.dashboard.moments import Moment
from expo.models import Edition, Hall, Session
from expo.models.session import SessionQuerySet
from visitors import fullness

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Place:
    """A booth that is concerned, and who stands there."""

    space: Space
    exhibitors: list[str]


@dataclass(frozen=True, slots=True)
class BoothNotice:
    outage: Outage
    places: list[Place]

    @property
    def when(self) -> str:
        return states.when(self.outage)


@dataclass(frozen=True, slots=True)
class Notices:
    booths: list[BoothNotice]
    full_halls: list[Hall]
    cancelled: list[Session]
    full_sessions: list[Session]

    def __bool__(self) -> bool:
        return any((self.booths, self.full_halls, self.cancelled, self.full_sessions))


def today(edition: Edition, at: datetime) -> Notices:
    """Outages that have begun and stand, sessions of the day that will not take place, and where
    nobody else fits in."""
    full = fullness.of(edition, at)
    return Notices(
        booths=of_booths(edition, at),
        full_halls=_in_order(Hall.objects.all(), full.halls),
        cancelled=list(_cancelled(edition, at).select_related("hall")),
        full_sessions=_in_order(Session.objects.select_related("hall"), full.sessions),
    )


def of_booths(edition: Edition, at: datetime) -> list[BoothNotice]:
    """Outages that have begun and stand, the latest first, each with the booths it still holds."""
    outages = Outage.objects.of(edition).standing().begun(at).with_spaces()
    return _with_places(list(outages))


def state(edition: Edition, moment: Moment) -> str:
    """Another one whenever the notices may read otherwise, without reading them."""
    floor = freshness.tag(edition, moment.at, language=str(get_language()))
    told = (floor, histories.mark(Session), moment.phase, fullness.of(edition, moment.at))
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def _in_order(rows: QuerySet[Row], keys: Sequence[int]) -> list[Row]:
    found = rows.in_bulk(keys) if keys else {}
    return [found[key] for key in keys if key in found]


def _cancelled(edition: Edition, at: datetime) -> SessionQuerySet:
    return Session.objects.on(edition, editions.show_day(edition, at)).cancelled()


def _with_places(outages: Iterable[Outage]) -> list[BoothNotice]:
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
