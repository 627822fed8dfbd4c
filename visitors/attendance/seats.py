"""Who held a seat in a session and came, who stayed away, and who came without one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from visitors.attendance.persons import root
from visitors.attendance.sums import PresentRow, Sums
from visitors.figures import Attendance
from visitors.models import Area, Reservation

Holder = tuple[int | None, int | None]
"""A person after merges, or the ticket of a nameless group."""


def attendances(rooms: Sequence[Area], sums: Sums) -> dict[int, Attendance]:
    """By area. Seats are those asked for by the moment that is told of, and not given up since."""
    present: dict[int, list[PresentRow]] = defaultdict(list)
    for row in sums.present():
        present[row.area].append(row)
    holders = _holders(rooms, sums)
    return {room.pk: _attendance(present[room.pk], holders[room.session_id]) for room in rooms}


def _attendance(present: Iterable[PresentRow], holders: Sequence[Holder]) -> Attendance:
    there = {_holder(row.person, row.ticket) for row in present}
    visitors = {_holder(row.person, row.ticket) for row in present if row.is_visit}
    return Attendance(
        reserved=len(holders),
        came=sum(holder in there for holder in holders),
        without_seat=len(visitors - {*holders}),
    )


def _holders(rooms: Sequence[Area], sums: Sums) -> dict[int | None, list[Holder]]:
    """By session, one for every seat."""
    kept = sums.kept()
    sessions = [room.session_id for room in rooms]
    seats = Reservation.objects.seated().filter(session__in=sessions, asked_at__lte=sums.at)
    holders: dict[int | None, list[Holder]] = defaultdict(list)
    for session, ticket, person in seats.values_list("session", "ticket", "ticket__person"):
        holders[session].append(_holder(person and root(person, kept), ticket))
    return holders


def _holder(person: int | None, ticket: int) -> Holder:
    return (None, ticket) if person is None else (person, None)
