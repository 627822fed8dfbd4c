"""What goes wrong at real doors: codes read twice, copied, forged, and a gate on its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from visitors.crowd.dice import one_in, seconds, some
from visitors.crowd.guests import Guest, Stay
from visitors.crowd.passages import Blackout, Passage, Phone, Spoiled
from visitors.crowd.phones import Phones
from visitors.verdicts import Direction

READ_TWICE = 160  # one entry in so many is read a second time by the same phone
COPIED = 600  # one ticket in so many is tried by somebody else, at another gate
FOREIGN = 1500  # one passage in so many begins with some other code
FORGED = 4000
SOON = 660  # seconds until a copy turns up, so that its upload is another one
READ_BY_BOTH = 40  # one entry in so many during a blackout
COPIED_IN_BLACKOUT = 50
REVOKED_IN_BLACKOUT = 300


@dataclass(frozen=True, slots=True)
class Doors:
    """The entrances of one day: who came in through them, and how odd it was."""

    passages: Sequence[Passage]
    guests: Sequence[Guest]
    phones: Phones
    entrances: Sequence[str]
    dice: Random

    def oddities(self, blackouts: Sequence[Blackout]) -> Iterator[Passage]:
        entries = [passage for passage in self.passages if self._is_ordinary_entry(passage)]
        calm = [entry for entry in entries if not any(b.covers(entry) for b in blackouts)]
        yield from self._read_twice(some(self.dice, calm, one_in(READ_TWICE, len(calm))))
        yield from self._copied(some(self.dice, calm, one_in(COPIED, len(calm))))
        yield from self._spoiled(Spoiled.FOREIGN, one_in(FOREIGN, len(self.passages)))
        yield from self._spoiled(Spoiled.FORGED, one_in(FORGED, len(self.passages)))
        for blackout in blackouts:
            yield from self._in_blackout([entry for entry in entries if blackout.covers(entry)])

    def _is_ordinary_entry(self, passage: Passage) -> bool:
        is_entry = passage.direction is Direction.IN and passage.phone.gate in self.entrances
        if not is_entry or passage.override:
            return False
        guest = self.guests[passage.guest]
        return guest.is_visit and _stay_around(guest, passage.at) is not None

    def _read_twice(self, entries: Sequence[Passage]) -> Iterator[Passage]:
        for entry in entries:
            yield replace(entry, at=entry.at + seconds(self.dice, 2, 25))

    def _copied(self, entries: Sequence[Passage]) -> Iterator[Passage]:
        """While the guest is inside, a copy of his ticket is held up somewhere else."""
        for entry in entries:
            stay = _stay_around(self.guests[entry.guest], entry.at)
            longest = stay.leaves - entry.at if stay else timedelta()
            latest = min(longest, timedelta(hours=2)).total_seconds()
            at = entry.at + seconds(self.dice, SOON, max(SOON, latest * 0.9))
            yield replace(entry, phone=self._elsewhere(entry.phone), at=at)

    def _spoiled(self, spoiled: Spoiled, number: int) -> Iterator[Passage]:
        """Shortly before somebody's passage, his phone shows the wrong thing."""
        for passage in some(self.dice, self.passages, number):
            at = passage.at - seconds(self.dice, 3, 20)
            yield replace(passage, at=at, spoiled=spoiled, override="", takes_back=False)

    def _in_blackout(self, entries: Sequence[Passage]) -> Iterator[Passage]:
        """Two phones of one gate do not know of each other, and other gates know of neither."""
        for entry in some(self.dice, entries, one_in(READ_BY_BOTH, len(entries))):
            at = entry.at + seconds(self.dice, 3, 40)
            yield replace(entry, phone=self._beside(entry.phone), at=at)
        for entry in some(self.dice, entries, one_in(COPIED_IN_BLACKOUT, len(entries))):
            at = entry.at + seconds(self.dice, 15, 1100)
            yield replace(entry, phone=self._elsewhere(entry.phone), at=at)

    def _beside(self, phone: Phone) -> Phone:
        return next(other for other in self.phones[phone.gate] if other != phone)

    def _elsewhere(self, phone: Phone) -> Phone:
        others = [gate for gate in self.entrances if gate != phone.gate]
        if not others:
            return self._beside(phone)
        return self.dice.choice(self.phones[self.dice.choice(others)])


def revoked_in_blackout(
    blackout: Blackout, passages: Sequence[Passage], guests: Sequence[Guest], dice: Random
) -> list[Guest]:
    """Some let in by the gate that could not know it: their tickets were revoked minutes before."""
    entered = [
        guests[passage.guest]
        for passage in passages
        if blackout.covers(passage)
        and passage.direction is Direction.IN
        and passage.at > blackout.starts + timedelta(minutes=10)
        and _comes_once(guests[passage.guest])
    ]
    revoked_at = blackout.starts + timedelta(minutes=5)
    chosen = some(dice, entered, one_in(REVOKED_IN_BLACKOUT, len(entered)))
    return [replace(guest, revoked_at=revoked_at) for guest in chosen]


def _comes_once(guest: Guest) -> bool:
    return guest.is_visit and len(guest.stays) == 1


def _stay_around(guest: Guest, at: datetime) -> Stay | None:
    """None for somebody who has come too early."""
    return next((stay for stay in guest.stays if stay.arrives <= at <= stay.leaves), None)
