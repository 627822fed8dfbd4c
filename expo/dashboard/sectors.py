"""Booth visits by the sector of whom the booth was given to on the day."""

from collections import defaultdict
from dataclasses import asdict
from datetime import datetime

from booths.models import Sector
from expo.dashboard.booth_visits import given_to, of_day
from expo.models import Edition
from visitors import attendance
from visitors.attendance import Row
from visitors.figures import UNKNOWN, BoothVisits


def by_sector(edition: Edition, as_of: datetime | None = None) -> list[Row]:
    """One row for each sector, and one for booths that stood empty by the books, if visited."""
    given = given_to(edition)
    sums: dict[str, BoothVisits] = defaultdict(BoothVisits)
    booths: dict[str, set[str]] = defaultdict(set)
    for visited in attendance.booth_days(edition, as_of):
        holder = given.get((visited.booth, visited.day))
        sector = holder.sector if holder else UNKNOWN
        sums[sector] += of_day(visited)
        booths[sector].add(visited.booth)
    return [
        {"sector": sector, "booths": len(booths[sector]), **asdict(sums[sector])}
        for sector in [*Sector.values, UNKNOWN]
        if sector in sums or sector != UNKNOWN
    ]
