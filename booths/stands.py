"""The booths on which an exhibitor stands today, how they run, and what is told of them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from booths import downtimes, outages
from booths.downtimes import Record
from booths.models import Assignment, Operation, Outage, Participation, ServiceStatus, Space
from expo import editions, show_days
from expo.models import Edition


@dataclass(frozen=True, slots=True)
class Stand:
    """One booth. `own` is what its exhibitor told of it and still stands, `others` what organisers
    did."""

    space: Space
    state: Operation
    own: Outage | None
    others: list[Outage]


@dataclass(frozen=True, slots=True)
class Stands:
    """The booths in the order of their codes, at one moment."""

    at: datetime
    each: list[Stand]

    @property
    def state(self) -> Operation:
        """How the worst of them runs."""
        return max((stand.state for stand in self.each), key=_badness, default=Operation.OPERATING)

    @property
    def own(self) -> list[Outage]:
        return list(dict.fromkeys(stand.own for stand in self.each if stand.own))

    @property
    def others(self) -> list[Outage]:
        return list(dict.fromkeys(outage for stand in self.each for outage in stand.others))

    @property
    def spaces(self) -> list[Space]:
        return [stand.space for stand in self.each]


def of(participation: Participation, at: datetime) -> Stands:
    """Those of the main it stands with, for a guest; from four queries at any number."""
    spaces = _spaces(participation, _day(participation.edition, at))
    with_state: Any = outages.with_state(Space.objects.filter(pk__in=[s.pk for s in spaces]), at)
    states = dict(with_state.values_list("pk", "state"))
    told = _told(spaces, at)
    return Stands(
        at,
        [
            Stand(
                space,
                Operation(states[space.pk]),
                own=next((s.outage for s in told[space.pk] if s.is_own), None),
                others=[s.outage for s in told[space.pk] if not s.is_own],
            )
            for space in spaces
        ],
    )


def records(participation: Participation, at: datetime) -> list[Record]:
    """The downtime of each booth on the days for which it was, or is, this exhibitor's."""
    edition = participation.edition
    given: dict[Space, set[date]] = defaultdict(set)
    days = edition.show_days.values_list("date", flat=True)
    for assignment in _assignments(participation):
        given[assignment.space].update(day for day in days if day in assignment.days)
    return downtimes.records(given, edition, at, days=given)


def _spaces(participation: Participation, day: date) -> list[Space]:
    return [row.space for row in _assignments(participation) if day in row.days]


def _assignments(participation: Participation) -> list[Assignment]:
    rows = Assignment.objects.standing().filter(
        participation=participation.main_id or participation.pk
    )
    return list(rows.select_related("space__hall", "space__edition").order_by("space__code"))


def _told(spaces: list[Space], at: datetime) -> dict[int, list[ServiceStatus]]:
    found = defaultdict(list)
    rows = ServiceStatus.objects.running(at).standing().filter(space__in=spaces)
    for status in rows.select_related("outage").order_by("started_at", "pk"):
        found[status.space_id].append(status)
    return found


def _day(edition: Edition, at: datetime) -> date:
    """Today at the fair; before its first day that one, after the last the last."""
    today = editions.show_day(edition, at)
    try:
        first, last = show_days.first_and_last(edition)
    except show_days.NoShowDays:
        return today
    return min(max(today, first), last)


def _badness(state: Operation) -> int:
    return [Operation.OPERATING, Operation.DEGRADED, Operation.SUSPENDED].index(state)
