"""The classes of a ticket. The database stores the name, the printed code the number."""

from enum import StrEnum
from functools import cached_property


class TicketClass(StrEnum):
    """In the order of their numbers on the ticket, which is frozen: add at the end only."""

    VISITOR = "visitor"
    EXHIBITOR = "exhibitor"
    MEDIA = "media"
    STAFF = "staff"
    SERVICE = "service"
    SPEAKER = "speaker"
    GROUP = "group"

    @cached_property
    def number(self) -> int:
        return BY_NUMBER.index(self)


BY_NUMBER = tuple(TicketClass)


def place_of(ticket_class: str) -> tuple[int, str]:
    """What classes are sorted by: the known ones in their order, then any others by name."""
    known = ticket_class in set(BY_NUMBER)
    return (TicketClass(ticket_class).number if known else len(BY_NUMBER)), ticket_class


VISITOR_CLASSES = frozenset({TicketClass.VISITOR, TicketClass.GROUP})
"""Those whose entries are visits, and whom a gate's hours concern."""
