"""What an auditor gets of the floor: who takes part and how, and who stands on which area."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from booths.models import Assignment, Participation, ParticipationRole, Space
from expo.models import Edition

EXHIBITOR = (
    "exhibitor",
    "name_ko",
    "name_en",
    "sector",
    "kind",
    "country",
    "role",
    "main",
    "counts",
)
SPACE = (
    "space",
    "hall",
    "kind",
    "width_m",
    "depth_m",
    "area_m2",
    "exhibitor",
    "sector",
    "first_day",
    "last_day",
)

Row = tuple[Any, ...]


def exhibitors(edition: Edition) -> Iterator[Row]:
    """Everybody who takes part; `counts` is 0 for a represented company: listed, never counted."""
    standing = Participation.objects.of(edition).standing()
    for row in standing.select_related("exhibitor", "main__exhibitor").order_by("exhibitor__code"):
        body = row.exhibitor
        yield (
            body.code,
            body.name_ko,
            body.name_en,
            body.sector,
            body.kind,
            body.country,
            row.role,
            row.main.exhibitor.code if row.main else "",
            int(row.role != ParticipationRole.REPRESENTED),
        )


def spaces(edition: Edition) -> Iterator[Row]:
    """Every space with whom it is given to, a row for each; a free one with nobody."""
    standing = Assignment.objects.standing().filter(space__edition=edition)
    given: dict[int, list[Assignment | None]] = {}
    for assignment in standing.select_related("participation__exhibitor").order_by("days"):
        given.setdefault(assignment.space_id, []).append(assignment)
    for space in Space.objects.of(edition).select_related("hall").order_by("code"):
        floor = (space.code, space.hall.code, space.kind, space.width, space.depth, space.area)
        for holder in map(_holder, given.get(space.pk, [None])):
            yield (*floor, *holder)


def _holder(assignment: Assignment | None) -> Row:
    if assignment is None:
        return "", "", "", ""
    body, days = assignment.participation.exhibitor, assignment.days
    return body.code, body.sector, days.lower, days.upper - timedelta(days=1)
