"""Booth visits by sector: visitors count them by booth, booths know whose booth it was that day."""

from collections import defaultdict
from datetime import date
from typing import Any

from booths.models import Assignment, Sector
from expo.models import Edition
from visitors import attendance

UNKNOWN = "unknown"
"""Visits of a booth that stood empty by the books."""


def by_sector(edition: Edition) -> list[dict[str, Any]]:
    """One row for each sector, and one for the unknown if there is any; they sum to all visits."""
    given = _given_to(edition)
    rows: dict[str, dict[str, Any]] = {
        sector.value: {"entries": 0, "visits": 0, "unidentified": 0} for sector in Sector
    }
    booths: dict[str, set[str]] = defaultdict(set)
    for visited in attendance.booth_days(edition):
        sector = given.get((visited.booth, visited.day), UNKNOWN)
        row = rows.setdefault(sector, {"entries": 0, "visits": 0, "unidentified": 0})
        row["entries"] += visited.entries
        row["visits"] += visited.visits
        row["unidentified"] += visited.unidentified
        booths[sector].add(visited.booth)
    return [
        {"sector": sector, "booths": len(booths[sector]), **row} for sector, row in rows.items()
    ]


def _given_to(edition: Edition) -> dict[tuple[str, date], str]:
    """(space, show day) → the sector of whom it was given to on that day."""
    days = list(edition.show_days.values_list("date", flat=True))
    standing = Assignment.objects.standing().filter(space__edition=edition)
    rows = standing.values_list("space__code", "days", "participation__exhibitor__sector")
    return {(space, day): sector for space, span, sector in rows for day in days if day in span}
