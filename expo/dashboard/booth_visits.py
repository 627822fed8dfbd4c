"""Booth visits booth by booth: visitors count them, booths know whose booth it was that day."""

from collections import defaultdict
from dataclasses import asdict
from datetime import date, datetime

from booths.models import Assignment, Exhibitor
from expo.models import Edition
from visitors import attendance
from visitors.attendance import BoothDay, Row
from visitors.figures import UNKNOWN, BoothVisits

Given = dict[tuple[str, date], Exhibitor]
"""(space, show day) → whom it was given to on that day."""


def by_booth(edition: Edition, as_of: datetime | None = None) -> list[Row]:
    """One row for every booth and whom it was given to; empty by the books: nobody (null).

    Its visits are those of the show days on which it was his."""
    given = given_to(edition)
    holders = _holders(attendance.booths(edition), given)
    for visited in attendance.booth_days(edition, as_of):
        holder = given.get((visited.booth, visited.day))
        holders[visited.booth][holder] += of_day(visited)
    return [
        {"booth": booth, **_named(holder), **asdict(visits)}
        for booth, told in sorted(holders.items())
        for holder, visits in told.items()
    ]


def given_to(edition: Edition) -> Given:
    days = list(edition.show_days.order_by("date").values_list("date", flat=True))
    standing = Assignment.objects.standing().filter(space__edition=edition)
    return {
        (assignment.space.code, day): assignment.participation.exhibitor
        for assignment in standing.select_related("space", "participation__exhibitor")
        for day in days
        if day in assignment.days
    }


def of_day(visited: BoothDay) -> BoothVisits:
    return BoothVisits(visited.entries, visited.visits, visited.unidentified)


def _holders(booths: list[str], given: Given) -> dict[str, dict[Exhibitor | None, BoothVisits]]:
    """Booth → each who has it on some show day, without a visit yet; nobody where nobody has."""
    holders: dict[str, dict[Exhibitor | None, BoothVisits]] = {}
    for booth in booths:
        those: list[Exhibitor | None]
        those = [given[space, day] for space, day in sorted(given) if space == booth]
        holders[booth] = defaultdict(BoothVisits, dict.fromkeys(those or [None], BoothVisits()))
    return holders


def _named(holder: Exhibitor | None) -> Row:
    if holder is None:
        return {"exhibitor": None, "name": None, "sector": UNKNOWN}
    return {"exhibitor": holder.code, "name": str(holder.name), "sector": holder.sector}
