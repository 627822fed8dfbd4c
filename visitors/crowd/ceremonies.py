"""Who goes to the ceremonies: seats reserved in advance, and a door of their own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from visitors.crowd.dice import minutes, some
from visitors.crowd.fair import Ceremony
from visitors.crowd.guests import Guest, Source, Stay
from visitors.crowd.passages import Passage, Phone, Seat
from visitors.verdicts import Direction

CURIOUS = 0.6  # of those who are there would like to go
MORE_THAN_FIT = 1.05
RESERVED = 0.75  # of those who come have a seat
RESERVED_WHERE_ASKED = 0.97
EMPTY_SEATS = 0.08  # reserved by guests who then look at something else
EXITS_SCANNED = 0.85


@dataclass(frozen=True, slots=True)
class Attendance:
    """One ceremony and those who are at the fair meanwhile, in the order of the guest list."""

    ceremony: Ceremony
    present: Sequence[tuple[Guest, Stay]]
    phone: Phone
    dice: Random

    def attend(self) -> tuple[list[Seat], list[Passage]]:
        """Who reserved, and who was scanned at the door."""
        places = round(self.ceremony.capacity * MORE_THAN_FIT)
        come = some(self.dice, self.present, min(places, round(len(self.present) * CURIOUS)))
        passages = [passage for guest, stay in come for passage in self._pass(guest, stay)]
        return list(self._seats(come)), passages

    def _seats(self, come: Sequence[tuple[Guest, Stay]]) -> Iterator[Seat]:
        if not self.ceremony.takes_reservations:
            return
        share = RESERVED_WHERE_ASKED if self.ceremony.reservations_only else RESERVED
        coming = {guest.number for guest, _stay in come}
        absent = [guest for guest, _stay in self.present if guest.number not in coming]
        reserved = [guest for guest, _stay in come[: int(len(come) * share)]]
        reserved += some(self.dice, absent, round(len(reserved) * EMPTY_SEATS))
        for guest in reserved[: self.ceremony.capacity]:
            asked_at = guest.registered_at + self._later(guest)
            yield Seat(guest.number, self.ceremony.session, asked_at)

    def _later(self, guest: Guest) -> timedelta:
        return minutes(self.dice, 0.2, 2 if guest.source is Source.ON_SITE else 300)

    def _pass(self, guest: Guest, stay: Stay) -> Iterator[Passage]:
        starts, ends = self.ceremony.starts, self.ceremony.ends
        comes = max(starts + minutes(self.dice, -20, 4), stay.arrives + timedelta(minutes=2))
        yield Passage(guest.number, self.phone, Direction.IN, comes)
        if self.dice.random() < EXITS_SCANNED:
            goes = min(ends + minutes(self.dice, 0, 8), stay.leaves - timedelta(minutes=1))
            yield Passage(guest.number, self.phone, Direction.OUT, goes)


def present_at(ceremony: Ceremony, guests: Sequence[Guest]) -> list[tuple[Guest, Stay]]:
    """Visitors who are inside from five minutes before the beginning to the end."""
    arrived = ceremony.starts - timedelta(minutes=5)
    return [
        (guest, stay)
        for guest in guests
        for stay in guest.stays
        if guest.is_visit and stay.arrives < arrived and ceremony.ends < stay.leaves
    ]
