"""Who comes, on which days, from when to when, and with what kind of ticket."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from visitors.classes import VISITOR_CLASSES, TicketClass
from visitors.crowd.names import Human


class Source(StrEnum):
    ADVANCE = "advance"
    ON_SITE = "on_site"
    INVITED = "invited"


class Trouble(StrEnum):
    """Why somebody who comes to the entrance is no visit."""

    WRONG_DAY = "wrong_day"  # his ticket is for another day
    REVOKED = "revoked"  # his ticket was taken back before he came
    TURNED_BACK = "turned_back"  # scanned, thought better of it, and the scan was voided


@dataclass(frozen=True, slots=True)
class Stay:
    """From the first time in to the last time out on one show day; there may be a break between."""

    day: int
    arrives: datetime
    leaves: datetime


@dataclass(frozen=True, slots=True)
class Guest:
    """One ticket and whoever carries it; a group of `heads` carries one together, without names.

    `same_as` is the number of the guest who turns out, at `merged_at`, to be the same human.
    """

    number: int
    ticket_class: TicketClass
    human: Human
    source: Source
    registered_at: datetime
    first_day: int
    last_day: int
    stays: tuple[Stay, ...] = ()
    heads: int = 1
    trouble: Trouble | None = None
    cancelled_at: datetime | None = None
    revoked_at: datetime | None = None
    same_as: int | None = None
    merged_at: datetime | None = None

    @property
    def is_visit(self) -> bool:
        """Whether each of his stays is a visit: let in, under his name, on a visitor's ticket."""
        is_named_visitor = self.ticket_class in VISITOR_CLASSES - {TicketClass.GROUP}
        return is_named_visitor and self.trouble is None

    @property
    def is_let_in(self) -> bool:
        return self.trouble is None

    def stays_on(self, day: int) -> Iterator[Stay]:
        return (stay for stay in self.stays if stay.day == day)
