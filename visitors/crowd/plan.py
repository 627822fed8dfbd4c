"""The whole plan: guests, their passages by day, seats, headcounts, and the gates' bad moments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from random import Random

from visitors.crowd.ceremonies import Attendance, present_at
from visitors.crowd.crowds import gather
from visitors.crowd.dice import dice_for
from visitors.crowd.fair import Fair, OpenDay
from visitors.crowd.guests import Guest
from visitors.crowd.headcounts import headcounts
from visitors.crowd.oddities import Doors, revoked_in_blackout
from visitors.crowd.passages import Blackout, Headcount, Passage, Seat
from visitors.crowd.phones import Phones, blackouts, phones
from visitors.crowd.walks import Grounds, Walk

A_LITTLE_OVER = 0.02  # so many more visits than were asked for


@dataclass(frozen=True, slots=True)
class Plan:
    """`guests[n].number == n`. `days[d]` are the passages of day d in the order of the true time,
    each numbered by its place."""

    guests: tuple[Guest, ...]
    days: tuple[tuple[Passage, ...], ...]
    seats: tuple[Seat, ...]
    headcounts: tuple[Headcount, ...]
    blackouts: tuple[Blackout, ...]
    phones: Phones

    @property
    def visits(self) -> int:
        return sum(map(self.visits_on, range(len(self.days))))

    def visits_on(self, day: int) -> int:
        """Visits by STATISTICS: a guest once a day, and nobody has two stays on one day."""
        return sum(1 for guest in self.guests if guest.is_visit for _ in guest.stays_on(day))


def plan(fair: Fair, visits: int, seed: int) -> Plan:
    """Plan a little more than `visits` visits; the same arguments give the same plan."""
    guests = gather(fair, visits + ceil(visits * A_LITTLE_OVER), seed)
    return Planning(fair, sorted(guests, key=lambda guest: guest.number), seed).plan()


@dataclass(frozen=True, slots=True)
class Planning:
    fair: Fair
    guests: list[Guest]
    seed: int

    def plan(self) -> Plan:
        at_gates, dark = phones(self.fair), blackouts(self.fair)
        days, seats = [], []
        for day in self.fair.days:
            walked = self._walked(day, at_gates)
            reserved, watched = self._at_ceremonies(day, at_gates)
            odd = self._odd(day, [*walked, *watched], at_gates, dark)
            days.append(_numbered([*walked, *watched, *odd]))
            seats += reserved
        self._revoke(dark[0], days[dark[0].day])
        counts = tuple(headcounts(self.fair, self.guests, self._dice("headcounts")))
        return Plan(tuple(self.guests), tuple(days), tuple(seats), counts, dark, at_gates)

    def _walked(self, day: OpenDay, at_gates: Phones) -> list[Passage]:
        grounds, dice = Grounds.of(self.fair, at_gates, self.seed), self._dice("walks", day)
        return [
            passage
            for guest in self.guests
            for stay in guest.stays_on(day.index)
            for passage in Walk(guest, stay, grounds, dice).passages()
        ]

    def _at_ceremonies(self, day: OpenDay, at_gates: Phones) -> tuple[list[Seat], list[Passage]]:
        seats: list[Seat] = []
        passages: list[Passage] = []
        dice = self._dice("ceremonies", day)
        for ceremony in self.fair.ceremonies:
            if ceremony.day == day.index:
                present = present_at(ceremony, self.guests)
                attendance = Attendance(ceremony, present, at_gates[ceremony.gate][0], dice)
                reserved, watched = attendance.attend()
                seats += reserved
                passages += watched
        return seats, passages

    def _odd(
        self,
        day: OpenDay,
        passages: Sequence[Passage],
        at_gates: Phones,
        dark: Sequence[Blackout],
    ) -> Iterator[Passage]:
        dice = self._dice("oddities", day)
        doors = Doors(passages, self.guests, at_gates, self.fair.entrances, dice)
        return doors.oddities([blackout for blackout in dark if blackout.day == day.index])

    def _revoke(self, blackout: Blackout, passages: Sequence[Passage]) -> None:
        dice = self._dice("revoked")
        for guest in revoked_in_blackout(blackout, passages, self.guests, dice):
            self.guests[guest.number] = guest

    def _dice(self, topic: str, day: OpenDay | None = None) -> Random:
        return dice_for(self.seed, f"{topic}/{day.index}" if day else topic)


def _numbered(passages: list[Passage]) -> tuple[Passage, ...]:
    """In the order of the true time; the order in which they were thought of settles ties."""
    passages.sort(key=lambda passage: passage.at)
    for number, passage in enumerate(passages):
        passage.number = number
    return tuple(passages)
