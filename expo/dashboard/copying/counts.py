"""How many rows would come along."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from expo.dashboard.copying import sources
from expo.dashboard.copying.plans import PartOfCopy
from expo.models import Edition

ROWS = {
    PartOfCopy.SPACES: (sources.halls, sources.spaces),
    PartOfCopy.GATES: (sources.gates,),
    PartOfCopy.EXHIBITORS: (sources.exhibitors, sources.participations),
    PartOfCopy.ASSIGNMENTS: (sources.assignments,),
    PartOfCopy.LISTINGS: (sources.listings, sources.exhibits),
    PartOfCopy.DEADLINES: (sources.deadlines,),
}


def outlook(source: Edition, parts: frozenset[PartOfCopy]) -> list[tuple[str, int]]:
    """Each kind of row by its name for many, with the number that the copy would have."""
    return [
        (str(rows.model._meta.verbose_name_plural), rows.count()) for rows in _rows(source, parts)
    ]


def _rows(source: Edition, parts: frozenset[PartOfCopy]) -> Iterator[QuerySet[Any]]:
    yield sources.show_days(source)
    for part, kinds in ROWS.items():
        if part in parts:
            for rows in kinds:
                yield rows(source)
