"""What stands beside the plan for one space: who is there and when, and what can be done."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Prefetch

from booths import searches
from booths.models import Assignment, Participation, ServiceStatus, Space
from expo.models import Edition

MOST_CANDIDATES = 8
MOST_PAST = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A main exhibitor that may be given the space, and the spaces it has."""

    participation: Participation
    spaces: list[str]


@dataclass(frozen=True, slots=True)
class Past:
    """Somebody who stood here. `is_open`: nobody stands here on those days now."""

    assignment: Assignment
    is_open: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """`days` are the show days on which nobody has the space, `asked` what was typed to search."""

    space: Space
    given: list[Assignment]
    past: list[Past]
    troubles: list[ServiceStatus]
    show_days: list[date]
    days: list[date]
    asked: str = ""
    candidates: list[Candidate] = field(default_factory=list)
    more_candidates: int = 0
    targets: list[Space] = field(default_factory=list)
    partners: list[Assignment] = field(default_factory=list)

    @property
    def is_given_for_all_days(self) -> bool:
        return bool(self.given) and not self.days

    @property
    def days_are_open(self) -> bool:
        return len(self.days) == len(self.show_days)


def panel(space: Space, asked: str = "") -> Panel:
    """For a space that is there; its hall and edition loaded."""
    edition = space.edition
    rows = list(
        space.assignments.with_parties().prefetch_related("participation__guests__exhibitor")
    )
    given = [row for row in rows if row.released_at is None]
    days = [day.date for day in edition.show_days.order_by("date")]
    open_days = [day for day in days if not any(day in row.days for row in given)]
    found = candidates(edition, asked) if open_days or not days else []
    return Panel(
        space=space,
        given=given,
        past=_past(rows, given),
        troubles=_troubles(space),
        show_days=days,
        days=open_days,
        asked=asked,
        candidates=found[:MOST_CANDIDATES],
        more_candidates=max(0, len(found) - MOST_CANDIDATES),
        targets=list(Space.objects.of(edition).free().select_related("hall")) if given else [],
        partners=_partners(space) if given else [],
    )


def candidates(edition: Edition, asked: str = "") -> list[Candidate]:
    """Main exhibitors, those without a space first; those that answer what was asked, by name."""
    standing = Assignment.objects.standing().select_related("space").order_by("space__code")
    mains = (
        Participation.objects.of(edition)
        .standing()
        .mains()
        .by_name()
        .select_related("exhibitor")
        .prefetch_related(Prefetch("assignments", standing))
    )
    rows = [_candidate(main) for main in mains]
    found = searches.found(asked, rows, _names) if searches.words(asked) else rows
    return sorted(found, key=lambda candidate: bool(candidate.spaces))


def _candidate(main: Participation) -> Candidate:
    codes = [assignment.space.code for assignment in main.assignments.all()]
    return Candidate(main, list(dict.fromkeys(codes)))


def _names(candidate: Candidate) -> list[list[str]]:
    body = candidate.participation.exhibitor
    return [[body.name_ko, body.name_en], [body.code]]


def _past(rows: Iterable[Assignment], given: Iterable[Assignment]) -> list[Past]:
    """The latest who stood here, each once."""
    taken_back = sorted(
        (row for row in rows if row.released_at is not None),
        key=lambda row: (row.released_at, row.pk),
        reverse=True,
    )
    latest = {(row.participation_id, str(row.days)): row for row in reversed(taken_back)}
    once = sorted(latest.values(), key=lambda row: (row.released_at, row.pk), reverse=True)
    return [Past(row, _is_open(row, given)) for row in once[:MOST_PAST]]


def _is_open(past: Assignment, given: Iterable[Assignment]) -> bool:
    stands = past.participation.withdrawn_at is None
    return stands and not any(_overlap(past, row) for row in given)


def _overlap(one: Assignment, other: Assignment) -> bool:
    return one.days.lower < other.days.upper and other.days.lower < one.days.upper


def _troubles(space: Space) -> list[ServiceStatus]:
    standing = space.statuses.standing().select_related("outage")
    return list(standing.order_by("started_at"))


def _partners(space: Space) -> list[Assignment]:
    others = Assignment.objects.standing().of(space.edition).exclude(space=space)
    return list(others.with_parties())


def day_after(day: date) -> date:
    return day + timedelta(days=1)
