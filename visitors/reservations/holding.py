"""What is locked before anybody looks: tickets first, then sessions, each in the order of keys.

Whoever revokes a ticket holds its row before he frees its seats; in any other order two could wait
for each other."""

from collections.abc import Iterable

from expo.models import Session
from visitors.models import Ticket


def tickets(keys: Iterable[int]) -> dict[int, Ticket]:
    """Nobody reserves, revokes or replaces with these tickets until the transaction ends."""
    rows = Ticket.objects.select_for_update(of=("self",), no_key=True).filter(pk__in={*keys})
    joined = rows.select_related("edition", "person", "registration__person").order_by("pk")
    return {row.pk: row for row in joined}


def ticket(key: int) -> Ticket:
    return tickets([key])[key]


def sessions(keys: Iterable[int]) -> dict[int, Session]:
    """Nobody gets or gives up a seat in these sessions until the transaction ends."""
    rows = Session.objects.select_for_update(of=("self",), no_key=True).filter(pk__in={*keys})
    return {row.pk: row for row in rows.select_related("edition", "hall").order_by("pk")}


def session(key: int) -> Session:
    return sessions([key])[key]
